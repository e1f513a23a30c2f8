import Importing

/// Memento (Agent-on-the-Fly/Memento): planning by cases. A case is a question with its plan and how it went; a retriever brings
/// cases into the context of a new question.
///
/// `client/parametric_memory_cbr.py` writes a line per question and case that stood in its context; the memory itself has a line a
/// case, `case` or, in the version without a trained retriever, `question` with its `reward`.
enum MementoFormat: ImportFormat {
  static let manual = FormatManual(
    name: "memento",
    title: "Memento: a memory of cases, and which cases stood in the context of which question",
    recognizes:
      "JSON Lines of objects with case, plan and case_label (and query and truth_label), or question, plan and reward.",
    reads: "The memory's cases, and the lines that say which case was shown for which query.",
    makes: """
      A first batch adds every case. A second has a task a query: its outcome, with all cases that were shown for it. Of cases with a \
      reward, each is a task that was met before it was added.
      """,
    loses: """
      The order in which cases came in is that of lines; no time is recorded. A query has one outcome for all of its cases, so that \
      no case has one of its own.
      """)

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try piece(file, source) != nil { return .yes }
    return .no
  }

  private enum Piece { case shown, cases, rewards }

  private static func piece(_ file: SourceFile, _ source: ImportSource) throws -> Piece? {
    guard file.ending == "jsonl" || file.ending == "json" else { return nil }
    let sketch = try source.sketch(file, 64 << 10)
    if sketch.hasAll("query", "case", "truth_label") { return .shown }
    if sketch.hasAll("case", "plan", "case_label") { return .cases }
    return sketch.hasAll("question", "plan", "reward") ? .rewards : nil
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let files = try source.files.inNaturalOrder().map { ($0, try piece($0, source)) }
    var memory = CaseMemory()
    for (file, piece) in files where piece == .cases { try memory.takeCases(file, source, request, &draft) }
    for (file, piece) in files where piece == .shown { try memory.takeShown(file, source, request, &draft) }
    memory.tell(&draft)
    for (file, piece) in files where piece == .rewards {
      try memory.takeRewards(file, source, request, &draft)
    }
  }
}
