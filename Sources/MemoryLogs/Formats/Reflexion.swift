import Importing
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
    reads: """
      The files in the order of the numbers in their names; each is a trial. Of several folders, each is a run: the same trial of all of \
      them is one batch, the folder the arm.
      """,
    makes: """
      A batch a trial: a task for each one that was run, solved (1) or not (0), with the reflections that it had in its \
      context; each reflection that came to a task's memory is an addition that was applied.
      """,
    loses: """
      Reflections of different tasks are different items, though an agent only sees its own. Nothing is scored beside a \
      baseline: what a reflection did shows in outcomes alone.
      """,
    flags: [
      ImportFlag("context", "how many of a task's last reflections its agent saw; 0 is all", default: "3"),
      ImportFlag(
        "base", "of several folders, the one whose agents saw no reflections; `none` takes none for that",
        default: "auto"),
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
    let files = try candidates(source).filter { looksRight(try source.head($0)) }
    var runs = ReflexionRun.runs(
      files, shown: shown == 0 ? .max : shown, base: request["base"] ?? "auto", &draft)
    for trial in 0..<(runs.map(\.files.count).max() ?? 0) {
      if runs.count > 1 { draft.batch(label: "trial \(trial)") }
      for index in runs.indices where runs[index].files.indices.contains(trial) {
        let file = runs[index].files[trial]
        try source.reading(file) { root in
          if runs.count == 1 { draft.batch(label: file.base, tasks: root.elements?.count) }
          try runs[index].take(root, into: &draft)
        }
      }
    }
    draft.account.cannot(
      "what a reflection was worth beside a baseline: outcomes of its task are all there is")
  }
}

/// Trial after trial.
private struct ReflexionRun {
  /// How many of a task's last reflections its agent sees.
  private let shown: Int
  /// Its trials.
  let files: [SourceFile]
  /// Nil of the only run.
  private let arm: String?
  private let seesMemory: Bool
  /// Per task, the tool ids of its reflections, and whether it is solved.
  private var memories: [String: [String]] = [:]
  private var solved: Set<String> = []

  /// A run a folder, in the order of their names.
  static func runs(_ files: [SourceFile], shown: Int, base: String, _ draft: inout LogDraft) -> [ReflexionRun]
  {
    let folders = Set(files.map(\.folder)).sorted()
    return folders.map { folder in
      let name = folder.split(separator: "/").last.map(String.init) ?? "run"
      let isBase = folders.count > 1 && (base == "auto" ? name.lowercased().contains("base") : name == base)
      if isBase, base == "auto" {
        draft.account.guessed("that the agents of \(name) saw no reflections (--base none)")
      }
      return ReflexionRun(
        files.filter { $0.folder == folder }, arm: folders.count > 1 ? name : nil, shown, seesMemory: !isBase)
    }
  }

  private init(_ files: [SourceFile], arm: String?, _ shown: Int, seesMemory: Bool) {
    (self.files, self.arm, self.shown, self.seesMemory) = (files, arm, shown, seesMemory)
  }

  mutating func take(_ trial: JSONValue, into draft: inout LogDraft) throws {
    let tasks = try trial.demandList("a list of tasks")
    for task in tasks { try take(outcomeOf: task, into: &draft) }
    for task in tasks { try take(memoryOf: task, into: &draft) }
  }

  private mutating func take(outcomeOf task: JSONValue, into draft: inout LogDraft) throws {
    let name = try task.member("name").demandText()
    guard !solved.contains(name) else { return }
    let isSolved = try task.member("is_success").demandTruth()
    let items = (memories[name] ?? []).suffix(shown).compactMap { draft.bank.itemID(of: $0) }
    draft.task(name, outcome: isSolved ? 1 : 0, items: seesMemory ? items : [], arm: arm)
    if isSolved { solved.insert(name) }
  }

  private mutating func take(memoryOf task: JSONValue, into draft: inout LogDraft) throws {
    let name = try task.member("name").demandText()
    let texts = try task.member("memory").demandList("a list of reflections")
    var known = memories[name] ?? []
    guard seesMemory else {
      draft.account.leftOut(
        "a reflection in a memory that no agent saw", count: max(0, texts.count - known.count))
      return memories[name] = texts.indices.map { "\($0)" }
    }
    for (index, text) in texts.enumerated() {
      let content = try text.demandText()
      if index < known.count {
        if draft.bank.content(of: known[index]) != content { draft.bank.change(known[index], content) }
      } else {
        let id = (arm.map { "\($0)/" } ?? "") + "\(name)/\(index + 1)"
        draft.bank.add(id, content)
        known.append(id)
      }
    }
    for gone in known.dropFirst(texts.count) { draft.bank.remove(gone) }
    memories[name] = Array(known.prefix(texts.count))
  }
}
