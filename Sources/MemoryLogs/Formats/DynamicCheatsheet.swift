import Importing

/// Dynamic Cheatsheet (Suzgun et al. 2025, arXiv 2504.07952): a model that rewrites a cheatsheet question after question.
///
/// The fields are those that `dynamic_cheatsheet/language_model.py` returns and the benchmark script writes, a line a question.
enum DynamicCheatsheetFormat: ImportFormat {
  static let manual = FormatManual(
    name: "dynamic-cheatsheet",
    title: "Dynamic Cheatsheet: a line a question, with the cheatsheet before and after it",
    recognizes: "JSON Lines whose objects have steps[] with current_cheatsheet.",
    reads: """
      Every line in order. Files whose cheatsheets are all null were run without memory; questions are matched by their text.
      """,
    makes: """
      A batch a question: the cheatsheet's <memory_item> blocks are the bank, what differs from the last question's is a proposal that \
      was applied, and the question is a task with all of them in context. The same question without memory is a task of another \
      arm in the same batch.
      """,
    loses: """
      Whether an answer is right is not recorded: it is compared with the target (--judge). `Count:` is the model's own claim of use, \
      and is left out, as are headings between blocks.
      """,
    flags: [
      ImportFlag(
        "judge", values: ["auto", "exact", "equation"],
        "when an answer is right: equal to the target, or an equation that holds; auto takes the latter for questions with ?",
        default: "auto"),
      ImportFlag(
        "unit", values: ["item", "whole"], "what an item is: a <memory_item>, or the whole cheatsheet",
        default: "item"),
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try isRun(file, source) { return .yes }
    return .no
  }

  /// Lines are long: the prompt stands before the steps.
  private static let head = 1 << 20

  private static func isRun(_ file: SourceFile, _ source: ImportSource) throws -> Bool {
    guard file.ending == "jsonl" || file.ending == "json" else { return false }
    let first = try source.sketch(file)
    guard first.has("input") || first.has("raw_input") || first.has("steps") else { return false }
    return try source.sketch(file, head).has("steps[].current_cheatsheet")
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let files = try source.files.inNaturalOrder().filter { try isRun($0, source) }
    var run = CheatsheetRun(source, request)
    for file in files { try run.look(at: file, &draft) }
    try run.read(into: &draft)
    draft.account.guessed(
      "which answers are right, by comparing them with their targets (--judge \(request["judge"] ?? "auto"))")
    draft.account.cannot(
      "say what one entry of a cheatsheet did: all of them stood in the context of every question")
  }
}
