import Basics
import Identity
import Scoring
import TraceLogs

/// What each operation was scored, batch by batch, so that units can be put together in thought. Entries of an
/// operation stand together, in the order of time.
public struct OperationDeltas: Sendable {
  public let batch: [Int32]
  /// The sum of the operation's deltas in the batch, and how many they are.
  public let sum: [Double]
  public let count: [Int32]
  private let end: [Int]
  let batchCount: Int

  public func range(of operation: Int) -> Range<Int> {
    (operation == 0 ? 0 : end[operation - 1])..<end[operation]
  }

  /// Complexity: O(entries + operations + batches).
  public init(
    log: TraceLog, operations: Operations, rule: DeltaRule, workers: Workers = .one, pulse: Pulse = .silent
  ) throws {
    var rows = SummedRows()
    var deltas = Deltas(rule)
    var places = [Int32](repeating: -1, count: operations.count)
    for (current, calls) in log.callsByBatch().enumerated() {
      try pulse.beat("scoring", current, log.batches.count)
      let start = rows.operation.count
      deltas.forEachCall(calls, of: log) { call, _, deltas in
        for (delta, proposal) in zip(deltas, log.calls.proposal[log.calls.entries(of: call)]) {
          rows.add(delta, to: operations.ofProposal[Int(proposal)], in: Int32(current), &places)
        }
      }
      for operation in rows.operation[start...] { places[Int(operation)] = -1 }
    }
    let grouped = Grouping(
      unitCount: operations.count, unit: rows.operation, batch: rows.batch, delta: rows.sum, workers: workers)
    let counted = Grouping(
      unitCount: operations.count, unit: rows.operation, batch: rows.batch,
      delta: rows.count.map { Double($0) },
      workers: workers)
    (batch, sum, end, batchCount) = (grouped.batch, grouped.delta, grouped.end, log.batches.count)
    count = counted.delta.map { Int32($0) }
  }

  /// One row per operation and batch, in the order of time.
  private struct SummedRows {
    var operation: [Int32] = []
    var batch: [Int32] = []
    var sum: [Double] = []
    var count: [Int32] = []

    /// `places` holds the row of each operation in the batch at hand, or -1.
    mutating func add(_ delta: Double, to operation: Int32, in current: Int32, _ places: inout [Int32]) {
      let place = Int(places[Int(operation)])
      if place >= 0 {
        sum[place] += delta
        count[place] += 1
      } else {
        places[Int(operation)] = Int32(truncatingIfNeeded: sum.count)
        self.operation.append(operation)
        batch.append(current)
        sum.append(delta)
        count.append(1)
      }
    }
  }

  /// The mean deltas of one operation.
  public func deltas(of operation: Int) -> [Double] {
    range(of: operation).map { sum[$0] / Double(count[$0]) }
  }
}
