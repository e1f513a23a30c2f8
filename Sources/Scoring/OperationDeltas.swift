import Basics
import Identity
import TraceLogs

/// What each operation was scored, batch by batch, so that units can be put together in thought. Entries of an
/// operation stand together, in the order of time.
public struct OperationDeltas: Sendable {
  public let batch: [Int32]
  /// The sum of the operation's deltas in the batch, and how many they are.
  public let sum: [Double]
  public let count: [Int32]
  package let end: [Int]
  package let batchCount: Int
  /// How much of the log they are from.
  package let callCount: Int
  package let rule: DeltaRule
  /// Of the operations.
  let operations: Lineage
  package let lineage: Lineage

  public func range(of operation: Int) -> Range<Int> {
    (operation == 0 ? 0 : end[operation - 1])..<end[operation]
  }

  /// Complexity: O(entries + operations + batches).
  public init(
    log: TraceLog, operations: Operations, rule: DeltaRule, workers: Workers = .one, pulse: Pulse = .silent
  ) throws {
    self.init(
      try OperationRows(log, operations, rule) { try pulse.beat("scoring", $0, log.batches.count) },
      log, operations, rule, workers)
  }

  init(
    _ rows: OperationRows, _ log: TraceLog, _ operations: Operations, _ rule: DeltaRule, _ workers: Workers
  ) {
    let grouped = Grouping(
      unitCount: operations.count, unit: rows.operation, batch: rows.batch, delta: rows.sum, workers: workers)
    (batch, sum, end, batchCount) = (grouped.batch, grouped.delta, grouped.end, log.batches.count)
    count = OperationDeltas.counts(rows, operations.count, workers)
    (callCount, self.rule, lineage) = (log.calls.count, rule, Lineage())
    self.operations = operations.lineage
  }

  private static func counts(_ rows: OperationRows, _ unitCount: Int, _ workers: Workers) -> [Int32] {
    if rows.count.allSatisfy({ $0 == 1 }) { return [Int32](repeating: 1, count: rows.count.count) }
    let counted = Grouping(
      unitCount: unitCount, unit: rows.operation, batch: rows.batch, delta: rows.count.map { Double($0) },
      workers: workers)
    return counted.delta.map { Int32($0) }
  }

  /// The mean deltas of one operation.
  public func deltas(of operation: Int) -> [Double] {
    range(of: operation).map { sum[$0] / Double(count[$0]) }
  }
}
