import JSON

/// Reflexion (Shinn et al. 2023, arXiv 2303.11366): after a trial, what went wrong is written into the task's memory.
///
/// `alfworld_runs/main.py` runs a trial, appends a reflection to the memory of every task that is unsolved, and writes all
/// tasks to a file. So the file of a trial holds its outcomes, and reflections for the next one. A solved task is not run
/// again, and keeps `is_success`.
enum ReflexionFormat: ImportFormat {
  static let manual = FormatManual(
    name: "reflexion", title: "Reflexion: tasks with their reflections, a file a trial",
    recognizes: "JSON files that are lists of objects with name, memory and is_success.",
    reads: "The files in the order of the numbers in their names; each is a trial.",
    makes: """
      A batch a trial: a task for each one that was run, solved (1) or not (0), with the reflections that it had in its \
      context; each reflection that came to a task's memory is an addition that was applied.
      """,
    loses: """
      Reflections of different tasks are different items, though an agent only sees its own. Nothing is scored beside a \
      baseline: what a reflection did shows in outcomes alone.
      """,
    flags: [
      ImportFlag("context", "how many of a task's last reflections its agent saw; 0 is all", default: "3")
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in candidates(source).prefix(20) where looksRight(try source.head(file)) { return .yes }
    return .no
  }

  private static func candidates(_ source: ImportSource) -> [SourceFile] {
    source.files.filter { $0.ending == "json" }.inNaturalOrder()
  }

  /// The first object of a list has the three fields.
  private static func looksRight(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    guard text.drop(while: \.isWhitespace).first == "[" else { return false }
    guard let object = text.drop(while: { $0 != "{" }).split(separator: "\"is_success\"", maxSplits: 1).first
    else { return false }
    return object.contains("\"name\"") && object.contains("\"memory\"") && object != text
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    guard let shown = request["context"].flatMap({ Int($0) }), shown >= 0 else {
      throw ImportFault.badFlag(
        "context", seen: request["context"] ?? "", expected: "a whole number from 0 on")
    }
    var run = ReflexionRun(shown: shown == 0 ? .max : shown)
    for file in candidates(source) where looksRight(try source.head(file)) {
      do {
        try run.take(try source.json(file).root, from: file, into: &draft)
      } catch let mismatch as JSONMismatch {
        throw ImportFault(mismatch, in: source.shown(file))
      }
    }
    draft.account.cannot(
      "what a reflection was worth beside a baseline: outcomes of its task are all there is")
  }
}

/// Trial after trial.
private struct ReflexionRun {
  /// How many of a task's last reflections its agent sees.
  let shown: Int
  /// Per task, the tool ids of its reflections, and whether it is solved.
  private var memories: [String: [String]] = [:]
  private var solved: Set<String> = []

  init(shown: Int) { self.shown = shown }

  mutating func take(_ trial: JSONValue, from file: SourceFile, into draft: inout LogDraft) throws {
    let tasks = try trial.demandList("a list of tasks")
    draft.batch(label: file.base, tasks: tasks.count)
    for task in tasks { try take(outcomeOf: task, into: &draft) }
    for task in tasks { try take(memoryOf: task, into: &draft) }
  }

  private mutating func take(outcomeOf task: JSONValue, into draft: inout LogDraft) throws {
    let name = try task.member("name").demandText()
    guard !solved.contains(name) else { return }
    let isSolved = try task.member("is_success").demandTruth()
    let items = (memories[name] ?? []).suffix(shown).compactMap { draft.bank.itemID(of: $0) }
    draft.task(name, outcome: isSolved ? 1 : 0, items: items)
    if isSolved { solved.insert(name) }
  }

  private mutating func take(memoryOf task: JSONValue, into draft: inout LogDraft) throws {
    let name = try task.member("name").demandText()
    let texts = try task.member("memory").demandList("a list of reflections")
    var known = memories[name] ?? []
    for (index, text) in texts.enumerated() {
      let content = try text.demandText()
      if index < known.count {
        if draft.bank.content(of: known[index]) != content { draft.bank.change(known[index], content) }
      } else {
        let id = "\(name)/\(index + 1)"
        draft.bank.add(id, content)
        known.append(id)
      }
    }
    for gone in known.dropFirst(texts.count) { draft.bank.remove(gone) }
    memories[name] = Array(known.prefix(texts.count))
  }
}
