import Basics
import Importing
import JSON

/// What an agent file holds of memory.
struct LettaAgents {
  struct Block {
    var label: String
    var value: String
  }

  private var blocks: [Block] = []
  /// Edits in the order of messages, message by message.
  private var steps: [LettaStep] = []
  private var emptyBlocks = 0

  /// `prefix` tells agents of several files apart.
  init(_ root: JSONValue, prefix: String) throws(JSONMismatch) {
    let shared = try root["blocks"]?.demandList("a list of blocks") ?? []
    let agents = try root["agents"]?.demandList("a list of agents") ?? [root]
    for block in shared { try take(block, prefix) }
    for agent in agents {
      for block in try agent["core_memory"]?.demandList("a list of blocks") ?? [] { try take(block, prefix) }
      for message in try agent["messages"]?.demandList("a list of messages") ?? [] {
        if let step = LettaStep(message, prefix) { steps.append(step) }
      }
    }
  }

  private mutating func take(_ block: JSONValue, _ prefix: String) throws(JSONMismatch) {
    let label = prefix + (try block.member("label").demandText())
    let value = try block.member("value").demandText()
    if foldedText(value).isEmpty {
      emptyBlocks += 1
    } else {
      let isTaken = blocks.contains { $0.label == label }
      // Agents of one file may have blocks of one name.
      let name = isTaken ? "\(label) (\(block["id"]?.text ?? "\(blocks.count)"))" : label
      blocks.append(Block(label: name, value: value))
    }
  }

  func write(into draft: inout LogDraft, label: String) {
    draft.account.leftOut("an empty block", count: emptyBlocks)
    guard !steps.isEmpty else {
      draft.batch(label: label)
      for block in blocks { draft.bank.add(block.label, block.value) }
      draft.account.cannot("how blocks came to be what they are: no message edits memory")
      return
    }
    writeHistory(into: &draft)
  }

  private func writeHistory(into draft: inout LogDraft) {
    var (values, edits) = (
      Dictionary(blocks.map { ($0.label, $0.value) }, uniquingKeysWith: { first, _ in first }),
      [[LettaEdit]]()
    )
    for step in steps.reversed() {
      edits.append(step.edits.reversed().compactMap { $0.undone(in: &values, &draft.account) }.reversed())
    }
    for block in blocks {
      if let first = values[block.label], !foldedText(first).isEmpty { draft.item(id: block.label, first) }
    }
    for (step, made) in zip(steps, edits.reversed()) where !made.isEmpty {
      draft.batch(time: step.time)
      for edit in made { edit.write(into: &draft) }
    }
  }
}
