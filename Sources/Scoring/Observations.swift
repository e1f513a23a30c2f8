import Basics
import Identity
import TraceLogs

/// One number per unit and batch: the mean of the unit's deltas in that batch. Observations of a unit stand
/// together, in the order of time.
public struct Observations: Sendable {
  public let batch: [Int32]
  public let delta: [Double]
  /// Of how many scorings each observation is the mean; empty where each is of one.
  public let scorings: [Int32]
  let end: [Int]
  /// What they were made from; nil where they were given.
  package let source: Source?
  /// Which observations they are.
  package let lineage = Lineage()
  /// Where they followed others.
  let link: Link?

  public var count: Int { delta.count }

  public func range(of unit: Int) -> Range<Int> {
    (unit == 0 ? 0 : end[unit - 1])..<end[unit]
  }

  /// Those of one unit.
  package func scorings(of unit: Int) -> ArraySlice<Int32> {
    scorings.isEmpty ? [] : scorings[range(of: unit)]
  }

  /// Complexity: O(entries + units + batches).
  public init(
    log: TraceLog, operations: Operations, partition: Partition, rule: DeltaRule, workers: Workers = .one
  ) {
    let rows = OperationRows(log, operations, rule) { _ in }
    self.init(OperationDeltas(rows, log, operations, rule, workers), partition, workers: workers)
  }

  /// The same, for work that reports and may be stopped.
  public init(
    log: TraceLog, operations: Operations, partition: Partition, rule: DeltaRule, workers: Workers = .one,
    pulse: Pulse
  ) throws {
    self.init(
      try OperationDeltas(log: log, operations: operations, rule: rule, workers: workers, pulse: pulse),
      partition, workers: workers)
  }

  /// From observations in the order of time, one per unit and batch.
  package init(
    unitCount: Int, unit: [Int32], batch: [Int32], delta: [Double], workers: Workers = .one
  ) {
    let grouped = Grouping(unitCount: unitCount, unit: unit, batch: batch, delta: delta, workers: workers)
    self.batch = grouped.batch
    self.delta = grouped.delta
    self.end = grouped.end
    (scorings, source, link) = ([], nil, nil)
  }

  init(_ columns: ObservedPart, source: Source, link: Link?) {
    (batch, delta, scorings, end) = (columns.batch, columns.delta, columns.scorings, columns.end)
    (self.source, self.link) = (source, link)
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
