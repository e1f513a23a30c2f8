import Basics
import TraceLogs

/// What edits say, as people read it: a deletion has no words of its own, so it shows those that it takes out.
package struct EditTexts: Sendable {
  private let trace: TraceLog
  /// What items that are deleted somewhere said, by the batch from which on they did.
  private var said: [ByteText: [(batch: Int32, text: String)]] = [:]

  /// Complexity: O(proposals), and O(items + applied) where something is deleted.
  package init(_ trace: TraceLog) {
    self.trace = trace
    for proposal in 0..<trace.proposals.count where EditTexts.isDeletion(proposal, trace) {
      said[EditTexts.item(of: proposal, trace)] = []
    }
    if !said.isEmpty { collect() }
  }

  package static func isDeletion(_ proposal: Int, _ trace: TraceLog) -> Bool {
    trace.proposals.type[proposal] == .modify && trace.proposals.content.range(proposal).isEmpty
  }

  private static func item(of proposal: Int, _ trace: TraceLog) -> ByteText {
    ByteText(trace.symbols[Int(trace.proposals.anchor[proposal])])
  }

  private mutating func collect() {
    let trace = trace
    for item in trace.items { note(ByteText(item.id), item.since - 1, item.content) }
    for proposal in 0..<trace.proposals.count where trace.proposals.type[proposal] == .add {
      note(
        ByteText(trace.proposals.id[proposal]), trace.proposals.batch[proposal],
        trace.proposals.content[proposal])
    }
    for applied in trace.applied where trace.proposals.type[Int(applied.proposal)] == .modify {
      let proposal = Int(applied.proposal)
      guard !trace.proposals.content.range(proposal).isEmpty else { continue }
      note(EditTexts.item(of: proposal, trace), applied.batch, trace.proposals.content[proposal])
    }
  }

  /// Of most edits nothing is ever deleted: their texts are not made.
  private mutating func note(_ item: ByteText, _ batch: Int32, _ text: @autoclosure () -> String) {
    guard let place = said.index(forKey: item) else { return }
    said.values[place].append((batch, text()))
  }

  package func text(ofProposal proposal: Int) -> String {
    guard EditTexts.isDeletion(proposal, trace) else { return trace.proposals.content[proposal] }
    let item = trace.symbols[Int(trace.proposals.anchor[proposal])]
    let batch = trace.proposals.batch[proposal]
    let versions = said[ByteText(item)] ?? []
    let before = versions.filter { $0.batch < batch }.max { $0.batch < $1.batch } ?? versions.first
    return "delete \(item)" + (before.map { ": \($0.text)" } ?? "")
  }
}
