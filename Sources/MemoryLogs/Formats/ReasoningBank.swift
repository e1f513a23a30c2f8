import Importing
import JSON

/// ReasoningBank (Ouyang et al. 2025, arXiv 2509.25140): strategies drawn from successes and failures.
///
/// `WebArena/induce_memory.py` of google-research/reasoning-bank writes a line a task, with its status and the memory items drawn from
/// it; other implementations keep a list of items, and results judged per task, strategy and rollout.
enum ReasoningBankFormat: ImportFormat {
  static let manual = FormatManual(
    name: "reasoningbank",
    title: "ReasoningBank: memory items with where they come from, and judged rollouts",
    recognizes: """
      JSON lists of objects with title, content and desc or description; JSON Lines with memory_items and status; JSON with \
      task_results[] of strategy_results.
      """,
    reads:
      "Items, those whose source is `seed` first; tasks in the order of lines; every rollout of every strategy.",
    makes: """
      Seeds are the bank that the log begins with. Other items are additions that were applied: a batch a list, or a batch a line with the \
      line's task as a task. A judged rollout is a task, its strategy the arm.
      """,
    loses:
      "Which items were retrieved for a task is not in any of these files, so no outcome leads to an item.")

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(FormatFit.looks) where try piece(file, source) != nil { return .yes }
    return .no
  }

  private enum Piece { case items, lines, judged }

  private static func piece(_ file: SourceFile, _ source: ImportSource) throws -> Piece? {
    guard file.ending == "jsonl" || file.ending == "json" else { return nil }
    let sketch = try source.sketch(file, 64 << 10)
    if sketch.hasAll("[].title", "[].content"), sketch.has("[].desc") || sketch.has("[].description") {
      return .items
    }
    if sketch.has("memory_items"), sketch.has("status") || sketch.has("task_id") { return .lines }
    return sketch.paths.contains { $0.hasPrefix("task_results[].strategy_results") } ? .judged : nil
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    let files = try source.files.inNaturalOrder().map { ($0, try piece($0, source)) }
    let lists = try files.filter { $0.1 == .items }.map { file, _ in
      (file, try source.reading(file) { try $0.demandList().map { try StrategyItem($0) } })
    }
    for seed in lists.flatMap(\.1) where seed.isSeed { draft.item(id: seed.id, seed.content) }
    for (file, items) in lists where items.contains(where: { !$0.isSeed }) {
      draft.batch(label: file.base)
      for item in items where !item.isSeed { draft.bank.add(item.id, item.content, reason: item.reason) }
    }
    var bank = InducedBank()
    for (file, piece) in files where piece == .lines { try bank.take(file, source, request, &draft) }
    for (file, piece) in files where piece == .judged {
      try source.reading(file) { try JudgedRollouts.take($0, file, &draft) }
    }
    draft.account.cannot("say which items stood in the context of a task")
  }
}
