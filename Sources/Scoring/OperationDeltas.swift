import Basics
import Identity
import TraceLogs

/// What each operation was scored, batch by batch, so that units can be put together in thought. Entries of an
/// operation stand together, in the order of time.
public struct OperationDeltas: Sendable {
  /// What an operation was scored in one batch: the sum of its deltas, and how many they are.
  public struct Entry: Sendable, Equatable {
    public let batch: Int32
    public let count: Int32
    public let sum: Double

    public var mean: Double { sum / Double(count) }
  }

  /// As they were made first, side by side; and over them those of operations that were scored since.
  let first: DeltaColumns
  var later = Overlay<[Entry]>()
  package private(set) var operationCount: Int
  package private(set) var batchCount: Int
  /// How much of the log they are from.
  package private(set) var callCount: Int
  /// Whether no call is of an earlier batch than the one before it.
  private(set) var callsAscend: Bool
  package let rule: DeltaRule
  /// Of the operations.
  private(set) var operations: Lineage
  package private(set) var lineage = Lineage()
  /// What these go on from, and which operations were scored since.
  private(set) var link: (older: Lineage, scored: [Int32])?

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
    first = DeltaColumns(rows, operations.count, workers)
    (operationCount, batchCount, callCount) = (operations.count, log.batches.count, log.calls.count)
    callsAscend = log.callsAscend(from: 0)
    (self.rule, self.operations) = (rule, operations.lineage)
  }

  /// Goes on with the entries of these operations, which hold all that they had before.
  mutating func append(
    _ scored: [(operation: Int32, entries: [Entry])], _ log: TraceLog, _ operations: Operations
  ) {
    for row in scored { later[Int(row.operation)] = row.entries }
    callsAscend = callsAscend && log.callsAscend(from: callCount)
    link = (lineage, scored.map(\.operation))
    lineage = lineage.continued
    (operationCount, batchCount, callCount) = (operations.count, log.batches.count, log.calls.count)
    self.operations = operations.lineage
  }

  /// In the order of time.
  @inline(__always)
  public func forEachEntry(of operation: Int, _ body: (Entry) -> Void) {
    if let own = later[operation] {
      for entry in own { body(entry) }
    } else if operation < first.end.count {
      for place in first.range(of: operation) { body(first[place]) }
    }
  }

  /// In the order of time.
  public func entries(of operation: Int) -> [Entry] {
    later[operation] ?? (operation < first.end.count ? first.range(of: operation).map { first[$0] } : [])
  }

  /// The mean deltas of one operation.
  public func deltas(of operation: Int) -> [Double] { entries(of: operation).map(\.mean) }
}

extension TraceLog {
  fileprivate func callsAscend(from first: Int) -> Bool {
    (max(1, first)..<max(1, calls.count)).allSatisfy { calls.batch[$0 - 1] <= calls.batch[$0] }
  }
}

/// Entries of all operations, those of one side by side.
struct DeltaColumns: Sendable {
  private let batch: [Int32]
  private let sum: [Double]
  private let count: [Int32]
  let end: [Int]

  init(_ rows: OperationRows, _ operationCount: Int, _ workers: Workers) {
    let grouped = Grouping(
      unitCount: operationCount, unit: rows.operation, batch: rows.batch, delta: rows.sum, workers: workers)
    (batch, sum, end) = (grouped.batch, grouped.delta, grouped.end)
    count = DeltaColumns.counts(rows, operationCount, workers)
  }

  func range(of operation: Int) -> Range<Int> { (operation == 0 ? 0 : end[operation - 1])..<end[operation] }

  subscript(place: Int) -> OperationDeltas.Entry {
    OperationDeltas.Entry(batch: batch[place], count: count[place], sum: sum[place])
  }

  private static func counts(_ rows: OperationRows, _ unitCount: Int, _ workers: Workers) -> [Int32] {
    if rows.count.allSatisfy({ $0 == 1 }) { return [Int32](repeating: 1, count: rows.count.count) }
    let counted = Grouping(
      unitCount: unitCount, unit: rows.operation, batch: rows.batch, delta: rows.count.map { Double($0) },
      workers: workers)
    return counted.delta.map { Int32($0) }
  }
}
