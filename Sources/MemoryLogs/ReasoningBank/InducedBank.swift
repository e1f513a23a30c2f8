import Importing
import JSON

/// A line a task: its status, and the items drawn from it.
struct InducedBank {
  private var count = 0

  mutating func take(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft
  ) throws {
    var number = count
    try source.records(file, request, &draft) { _, line, draft in
      let items = try line.member("memory_items").demandList("a list of memory items")
      let texts = try InducedBank.texts(of: items)
      let task = line.first("task_id", "query")?.word ?? "line \(number + 1)"
      draft.batch(label: line["query"]?.text ?? task, tasks: 1)
      if let outcome = line.first("status", "reward", "success")?.outcome {
        draft.task(task, outcome: outcome, scene: line["template_id"]?.word)
      } else {
        draft.account.leftOut("a task without a status", example: task)
      }
      for text in texts {
        number += 1
        draft.bank.add("item \(number)", text, reason: line["status"]?.text)
      }
    }
    count = number
  }

  /// Items as objects, or as pieces of one text that was cut at blank lines: `# Memory Item 1`, then its title, description and
  /// content under headings of their own.
  static func texts(of items: [JSONValue]) throws -> [String] {
    if items.contains(where: { $0.members != nil }) { return try items.map { try StrategyItem($0).content } }
    let pieces = items.compactMap(\.someText)
    var texts: [String] = []
    let isCut = pieces.contains { heads($0) }
    for piece in pieces {
      if isCut, !heads(piece), let last = texts.popLast() {
        texts.append(last + "\n\n" + piece.trimmed)
      } else if !piece.trimmed.hasPrefix("```") {
        texts.append(piece.trimmed)
      }
    }
    return texts.map(withoutHeading).filter { !$0.isEmpty }
  }

  private static func heads(_ piece: String) -> Bool { piece.trimmed.lowercased().hasPrefix("# memory item") }

  private static func withoutHeading(_ text: String) -> String {
    guard heads(text) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().joined(separator: "\n")
      .trimmed
  }
}

/// Rollouts judged by a model: tasks, strategies of prompting, several rollouts of each.
enum JudgedRollouts {
  static func take(_ root: JSONValue, _ file: SourceFile, _ draft: inout LogDraft) throws {
    let tasks = try root.member("task_results").demandList()
    draft.batch(label: root["experiment"]?.text ?? file.base, tasks: tasks.count)
    for task in tasks {
      let name = try task.first("task_id", "query").map { try $0.demandWord() } ?? "task"
      for (strategy, value) in task["strategy_results"]?.members ?? [] {
        for rollout in value["rollouts"]?.elements ?? [] {
          guard
            let outcome = rollout["judgment"]?["success"]?.outcome
              ?? rollout.first("success", "reward")?.outcome
          else {
            draft.account.leftOut(
              "a rollout without a judgment", example: "\(name), \(strategy)", at: file.name)
            continue
          }
          draft.task(name, outcome: outcome, arm: strategy)
        }
      }
    }
  }
}
