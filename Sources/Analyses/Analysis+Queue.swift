import Identity
import Judging
import Scoring
import TraceLogs

extension Analysis {
  /// What each operation was scored by itself. Tau and decisions do not change it.
  package func operationDeltas() throws -> OperationDeltas { try look.value(Stages.operationDeltas) }

  /// Pairs that no decision settles, weighed: near, merged and suspect ones, or those of different keys. In the order
  /// in which the linkage saw them.
  package func weighedCandidates(acrossAnchors: Bool = false) throws -> [QueueEntry] {
    try look.value(Stages.queue, acrossAnchors ? .acrossAnchors : .ofKeys)
  }

  /// The same in an order, the most wanted first.
  func weighedCandidates(acrossAnchors: Bool, by order: QueueOrder) throws -> OrderedQueue {
    try look.value(
      Stages.orderedQueue, OrderedScope(scope: acrossAnchors ? .acrossAnchors : .ofKeys, order: order))
  }

  /// Tries answers on the units they are about, as everything else stands.
  package func changeFinder() throws -> ChangeFinder {
    ChangeFinder(
      try look.value(Stages.ground), constraints: try constraints(), judge: try look.value(Stages.judge),
      keys: try operations().key, cosines: PairCosines(try vectors()))
  }

  /// The least m̂ above 0 of those that the last batch could write into the memory that the log holds.
  func leastApplied() throws -> Double? { try look.value(Stages.leastApplied) }

  /// Whether everything can be reckoned anew, for both answers too, while somebody waits.
  package var isQuicklyJudged: Bool {
    get throws {
      let trace = try trace()
      return trace.proposals.count <= 5_000 && trace.calls.value.count <= 100_000
    }
  }

  /// How far from 0 an m̂ usually lies, to weigh moves of it against.
  package func usualMhat() throws -> Double { try evidence().usualMhat }
}
