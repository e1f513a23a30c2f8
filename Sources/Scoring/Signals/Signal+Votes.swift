import Basics
import Identity
import TraceLogs

/// Opinions as deltas: of the votes on an operation in a batch, how many more called it helpful than harmful, as a share of
/// all. So a vote weighs as a vote, whichever wording of a unit it was given for.
///
/// A vote on an item counts for the proposal that gave it the text that was voted on: the last one that was applied to it
/// before the vote's batch, or else the addition that bears its id. Votes on items that no proposal wrote count for none.
/// Complexity: O(votes + applied + proposals).
struct VotedOperations {
  /// One per operation and batch, in the order of time.
  private(set) var operation: [Int32] = []
  private(set) var batch: [Int32] = []
  private(set) var sum: [Double] = []
  private(set) var count: [Int32] = []

  init(_ log: TraceLog, _ operations: Operations) {
    let byBatch = ByBatch(log.votes.batch, count: log.batches.count)
    let voted = log.votedProposals
    for batch in log.batches.indices {
      var places: [Int32: Int] = [:]
      for vote in byBatch.positions(of: batch) {
        guard voted[Int(vote)] >= 0 else { continue }
        let operation = operations.ofProposal[Int(voted[Int(vote)])]
        let place = places[operation] ?? sum.count
        if place == sum.count { append(operation, Int32(truncatingIfNeeded: batch)) }
        places[operation] = place
        add(log.votes.helpful[Int(vote)], log.votes.harmful[Int(vote)], at: place)
      }
    }
    dropUndecided()
  }

  private mutating func append(_ operation: Int32, _ batch: Int32) {
    self.operation.append(operation)
    self.batch.append(batch)
    sum.append(0)
    count.append(0)
  }

  private mutating func add(_ helpful: Int32, _ harmful: Int32, at place: Int) {
    sum[place] += Double(helpful) - Double(harmful)
    count[place] = count[place].addingReportingOverflow(helpful).partialValue
    count[place] = count[place].addingReportingOverflow(harmful).partialValue
  }

  /// Nobody voted, though a record says that somebody was asked.
  private mutating func dropUndecided() {
    let kept = count.indices.filter { count[$0] > 0 }
    guard kept.count < count.count else { return }
    operation = kept.map { operation[$0] }
    batch = kept.map { batch[$0] }
    sum = kept.map { sum[$0] }
    count = kept.map { count[$0] }
  }
}

extension TraceLog {
  /// The proposal that each vote counts for, or -1.
  package var votedProposals: [Int32] {
    guard votes.item.contains(where: { $0 >= 0 }) else { return votes.proposal }
    var writers = ItemWriters(self)
    let byBatch = ByBatch(votes.batch, count: batches.count)
    var voted = votes.proposal
    for batch in batches.indices {
      for vote in byBatch.positions(of: batch) where votes.item[Int(vote)] >= 0 {
        voted[Int(vote)] = writers.writer(of: symbols[Int(votes.item[Int(vote)])])
      }
      // What a batch applies stands from the next one on.
      writers.apply(batch, of: self)
    }
    return voted
  }
}

/// Which proposal last wrote each item, batch by batch.
private struct ItemWriters {
  private var applied: [ByteText: Int32] = [:]
  private var additions: [ByteText: Int32] = [:]
  private let byBatch: ByBatch

  init(_ log: TraceLog) {
    byBatch = ByBatch(log.applied.map(\.batch), count: log.batches.count)
    for proposal in 0..<log.proposals.count where log.proposals.type[proposal] == .add {
      additions[ByteText(log.proposals.id[proposal])] = Int32(truncatingIfNeeded: proposal)
    }
  }

  mutating func apply(_ batch: Int, of log: TraceLog) {
    for position in byBatch.positions(of: batch) {
      let proposal = log.applied[Int(position)].proposal
      for item in log.itemsWritten(by: Int(proposal)) { applied[ByteText(item)] = proposal }
    }
  }

  func writer(of item: String) -> Int32 { applied[ByteText(item)] ?? additions[ByteText(item)] ?? -1 }
}

extension TraceLog {
  fileprivate func itemsWritten(by proposal: Int) -> [String] {
    switch proposals.type[proposal] {
    case .add: [proposals.id[proposal]]
    case .modify: [symbols[Int(proposals.anchor[proposal])]]
    case .merge: merges.parts(of: proposal).prefix(1).map { symbols[Int($0)] }
    case .bundle: bundles.parts(of: proposal).flatMap { itemsWritten(by: Int($0)) }
    }
  }
}
