import TraceLogs

/// Counters of what was found helpful or harmful, as a tool writes them into its memory: what was added to them since the last
/// look is a vote.
package struct Counters {
  private var last: [String: (helpful: Int, harmful: Int)] = [:]
  /// What was counted before the log's first batch; it is said in that.
  private var early: [(item: String, helpful: Int, harmful: Int)] = []
  private let voter: String

  package init(by voter: String) { self.voter = voter }

  /// What the counters of an item say now. A counter that went down was reset or moved: it begins anew, unvoted.
  package mutating func see(
    _ toolID: String, helpful: Int, harmful: Int, _ draft: inout LogDraft, at place: String? = nil
  ) {
    let before = last[toolID] ?? (0, 0)
    last[toolID] = (helpful, harmful)
    let (more, worse) = (helpful - before.helpful, harmful - before.harmful)
    guard more >= 0, worse >= 0 else {
      return draft.account.leftOut(
        "a counter that went down",
        example: "\(toolID): \(before.helpful), \(before.harmful) to \(helpful), \(harmful)",
        at: place)
    }
    guard more + worse > 0, let item = draft.bank.itemID(of: toolID) else { return }
    early.append((item, more, worse))
    guard draft.hasBatch else { return }
    for vote in early {
      draft.vote(on: .item(vote.item), helpful: vote.helpful, harmful: vote.harmful, by: voter)
    }
    early = []
  }
}

extension LogDraft {
  var hasBatch: Bool { !bank.builder.log.batches.isEmpty }
}
