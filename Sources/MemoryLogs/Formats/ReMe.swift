import Importing
import JSON

/// ReMe (agentscope-ai/ReMe): task memories drawn from trajectories, a line a memory, with the situation in which to use each.
enum ReMeFormat: ImportFormat {
  static let manual = FormatManual(
    name: "reme", title: "ReMe: stores of task memories, a line a memory",
    recognizes: "JSON Lines of objects with memory_id, when_to_use and content.",
    reads: "Every store, and in it the memories in the order in which they were made.",
    makes: """
      A batch for the memories that were written in one minute (--batch): each is an addition that was applied, its text is when to use \
      it and what to do. `utility` is a vote that helped.
      """,
    loses: """
      A store is a state: what was deleted or changed before is gone, and steps are not recorded. Which memories were retrieved for which \
      task is not there; `freq` and `utility` count it, where they were wired.
      """,
    flags: [
      ImportFlag(
        "batch", values: ["minute", "store"],
        "what a batch is: what was written in one minute, or a whole store",
        default: "minute")
    ])

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try isStore(file, source) { return .yes }
    return .no
  }

  private static func isStore(_ file: SourceFile, _ source: ImportSource) throws -> Bool {
    guard file.ending == "jsonl" || file.ending == "json" else { return false }
    let sketch = try source.sketch(file)
    return sketch.hasAll("memory_id", "content") && (sketch.has("when_to_use") || sketch.has("workspace_id"))
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let stores = try source.files.filter { try isStore($0, source) }.inNaturalOrder()
    var unused = (memories: 0, stores: 0)
    for file in stores {
      var memories: [TaskMemory] = []
      try source.records(file, request, &draft) { _, line, _ in memories.append(try TaskMemory(line)) }
      add(memories, of: file, byMinute: request["batch"] == "minute", &draft)
      if memories.allSatisfy({ $0.used == 0 }) {
        unused = (unused.memories + memories.count, unused.stores + 1)
      }
    }
    if unused.stores > 0 {
      draft.account.cannot(
        "say which memories were used: freq and utility are 0 or missing for all \(unused.memories) in \(unused.stores) of \(stores.count) stores"
      )
    }
    if request["batch"] == "minute" {
      draft.account.ambiguous(
        "steps are not recorded: what was written in one minute is a batch", flag: "batch store")
    }
  }

  private static func add(
    _ memories: [TaskMemory], of file: SourceFile, byMinute: Bool, _ draft: inout LogDraft
  ) {
    let order = memories.indices.sorted { (memories[$0].time, $0) < (memories[$1].time, $1) }
    var minute: String?
    for memory in order.map({ memories[$0] }) {
      let current = byMinute ? String(memory.time.prefix(16)) : ""
      if current != minute {
        draft.batch(label: file.base, time: current.isEmpty ? nil : current)
        minute = current
      }
      let proposal = draft.bank.add(memory.id, memory.content, reason: memory.reason)
      if memory.utility > 0 {
        draft.vote(on: .proposal(proposal), helpful: memory.utility, harmful: 0, by: "utility")
      }
    }
  }
}

private struct TaskMemory {
  let id: String
  let content: String
  /// As it is written: `2025-09-20 11:40:03`.
  let time: String
  let reason: String?
  let utility: Int
  let used: Int

  init(_ line: JSONValue) throws(JSONMismatch) {
    id = try line.member("memory_id").demandWord()
    let metadata = line["metadata"]
    content = stacked(
      line["when_to_use"]?.text ?? metadata?["when_to_use"]?.text, try line.member("content").demandText())
    time = line["time_created"]?.text ?? metadata?["created_time"]?.text ?? ""
    let reason = [metadata?["category"]?.text, metadata?["task_query"]?.someText].compactMap { $0 }.joined(
      separator: ": ")
    self.reason = reason.isEmpty ? nil : reason
    utility = max(0, metadata?["utility"]?.whole ?? 0)
    used = max(utility, metadata?["freq"]?.whole ?? 0)
  }
}
