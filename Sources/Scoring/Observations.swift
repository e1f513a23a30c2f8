import Basics
import Identity
import TraceLogs

/// One number per unit and batch: the mean of the unit's deltas in that batch. Observations of a unit stand
/// together, in the order of time.
public struct Observations: Sendable {
  public let batch: [Int32]
  public let delta: [Double]
  private let end: [Int]

  public var count: Int { delta.count }

  public func range(of unit: Int) -> Range<Int> {
    (unit == 0 ? 0 : end[unit - 1])..<end[unit]
  }

  /// Complexity: O(entries + units + batches).
  public init(
    log: TraceLog, operations: Operations, partition: Partition, rule: DeltaRule, workers: Workers = .one
  ) {
    let rows = ObservedRows(log, operations, partition, rule) { _ in }
    self.init(
      unitCount: partition.unitCount, unit: rows.unit, batch: rows.batch, delta: rows.delta, workers: workers)
  }

  /// The same, for work that reports and may be stopped.
  public init(
    log: TraceLog, operations: Operations, partition: Partition, rule: DeltaRule, workers: Workers = .one,
    pulse: Pulse
  ) throws {
    let rows = try ObservedRows(log, operations, partition, rule) { batch in
      try pulse.beat("scoring", batch, log.batches.count)
    }
    self.init(
      unitCount: partition.unitCount, unit: rows.unit, batch: rows.batch, delta: rows.delta, workers: workers)
  }

  /// One row per unit and batch, in the order of time.
  private struct ObservedRows {
    var unit: [Int32] = []
    var batch: [Int32] = []
    var delta: [Double] = []

    init(
      _ log: TraceLog, _ operations: Operations, _ partition: Partition, _ rule: DeltaRule,
      eachBatch: (Int) throws -> Void
    ) rethrows {
      var sums = BatchSums(unitCount: partition.unitCount)
      var deltas = Deltas(rule)
      for (current, calls) in log.callsByBatch().enumerated() {
        try eachBatch(current)
        deltas.forEachCall(calls, of: log) { call, _, deltas in
          sums.add(deltas, log.calls.proposal[log.calls.entries(of: call)], operations, partition)
        }
        sums.drain { touched, mean in
          unit.append(touched)
          batch.append(Int32(current))
          delta.append(mean)
        }
      }
    }
  }

  /// From observations in the order of time, one per unit and batch.
  package init(
    unitCount: Int, unit: [Int32], batch: [Int32], delta: [Double], workers: Workers = .one
  ) {
    let grouped = Grouping(unitCount: unitCount, unit: unit, batch: batch, delta: delta, workers: workers)
    self.batch = grouped.batch
    self.delta = grouped.delta
    self.end = grouped.end
  }
}

extension TraceLog {
  /// A log may hold a call after calls of later batches (a pool scored afterwards); time is what counts.
  package func callsByBatch() -> [[Int32]] {
    var byBatch = [[Int32]](repeating: [], count: batches.count)
    for call in 0..<calls.count { byBatch[Int(calls.batch[call])].append(Int32(call)) }
    return byBatch
  }
}

/// Sums of one batch, per unit. Kept over batches, so that a batch costs only what it touches.
private struct BatchSums {
  private var sum: [Double]
  private var count: [Int32]
  private var touched: [Int32] = []

  init(unitCount: Int) {
    sum = Array(repeating: 0, count: unitCount)
    count = Array(repeating: 0, count: unitCount)
  }

  mutating func add(
    _ deltas: [Double], _ proposals: ArraySlice<Int32>, _ operations: Operations, _ partition: Partition
  ) {
    for (delta, proposal) in zip(deltas, proposals) {
      let unit = Int(partition.unitOf[Int(operations.ofProposal[Int(proposal)])])
      if count[unit] == 0 { touched.append(Int32(unit)) }
      count[unit] += 1
      sum[unit] += delta
    }
  }

  mutating func drain(_ take: (Int32, Double) -> Void) {
    for unit in touched {
      take(unit, sum[Int(unit)] / Double(count[Int(unit)]))
      sum[Int(unit)] = 0
      count[Int(unit)] = 0
    }
    touched.removeAll(keepingCapacity: true)
  }
}
