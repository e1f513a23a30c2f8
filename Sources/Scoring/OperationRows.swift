import Basics
import Identity
import TraceLogs

/// One row per operation and batch, in the order of time.
struct OperationRows {
  private(set) var operation: [Int32] = []
  private(set) var batch: [Int32] = []
  private(set) var sum: [Double] = []
  private(set) var count: [Int32] = []

  /// Of all calls, batch by batch.
  init(_ log: TraceLog, _ operations: Operations, _ rule: DeltaRule, eachBatch: (Int) throws -> Void) rethrows
  {
    if rule.signal == .votes {
      let voted = VotedOperations(log, operations)
      (operation, batch, sum, count) = (voted.operation, voted.batch, voted.sum, voted.count)
      return
    }
    if rule.signal == .outcomes {
      let outcomes = OutcomeOperations(log, operations, rule)
      (operation, batch, sum, count) = (outcomes.operation, outcomes.batch, outcomes.sum, outcomes.count)
      return
    }
    var places = [Int32](repeating: -1, count: operations.count)
    var deltas = Deltas(rule)
    for (current, calls) in log.callsByBatch().enumerated() {
      try eachBatch(current)
      add(calls, of: current, log, operations, &deltas) { operation, place in
        let known = places[Int(operation)]
        places[Int(operation)] = place
        return known
      }
    }
  }

  /// Of these calls, ascending, which are all of their batches.
  init(_ calls: [Int32], _ log: TraceLog, _ operations: Operations, _ rule: DeltaRule) {
    var places: [Int32: Int32] = [:]
    var deltas = Deltas(rule)
    let calls = Dictionary(grouping: calls) { log.calls.batch[Int($0)] }
    for current in calls.keys.sorted() {
      add(calls[current] ?? [], of: Int(current), log, operations, &deltas) { operation, place in
        places.updateValue(place, forKey: operation) ?? -1
      }
    }
  }

  /// `swap` gives the place that an operation had last, or -1, and takes a new one.
  private mutating func add(
    _ calls: [Int32], of current: Int, _ log: TraceLog, _ operations: Operations, _ deltas: inout Deltas,
    swap: (Int32, Int32) -> Int32
  ) {
    let start = sum.count
    let bundles = deltas.rule.bundles
    func take(_ proposal: Int32, _ delta: Double) {
      let operation = operations.ofProposal[Int(proposal)]
      let next = Int32(truncatingIfNeeded: sum.count)
      let known = swap(operation, next)
      if known >= start {
        _ = swap(operation, known)
        sum[Int(known)] += delta
        count[Int(known)] += 1
      } else {
        append(operation, Int32(truncatingIfNeeded: current), delta)
      }
    }
    deltas.forEachCall(calls, of: log) { call, _, deltas in
      for (delta, proposal) in zip(deltas, log.calls.proposal[log.calls.entries(of: call)]) {
        if bundles == .whole || log.proposals.type[Int(proposal)] != .bundle {
          take(proposal, delta)
        } else if bundles == .share {
          let members = log.bundles.parts(of: Int(proposal))
          for member in members { take(member, delta / Double(members.count)) }
        }
      }
    }
  }

  private mutating func append(_ operation: Int32, _ batch: Int32, _ delta: Double) {
    self.operation.append(operation)
    self.batch.append(batch)
    sum.append(delta)
    count.append(1)
  }
}
