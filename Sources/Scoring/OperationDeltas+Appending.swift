import Identity
import TraceLogs

extension OperationDeltas {
  /// Those of a log that begins with the one that these are from; nil where they cannot go on: under another rule, or
  /// where a new call is of a batch that stood in the log before.
  /// Complexity: O(new entries · log new entries), and copying of O(entries + operations).
  package func appending(_ log: TraceLog, _ operations: Operations, _ rule: DeltaRule) -> OperationDeltas? {
    guard rule == self.rule, rule.signal != .votes, rule.signal != .outcomes, log.calls.count >= callCount,
      log.batches.count >= batchCount,
      operations.lineage.continues(self.operations),
      log.calls.batch[callCount...].allSatisfy({ Int($0) >= batchCount })
    else { return nil }
    let rows = OperationRows(from: callCount, log, operations, rule)
    // Rows of one operation stay in the order of time.
    let order = rows.operation.indices.sorted { (rows.operation[$0], $0) < (rows.operation[$1], $1) }
    return OperationDeltas(self, rows, order, operations, log)
  }

  private init(
    _ older: OperationDeltas, _ rows: OperationRows, _ order: [Int], _ operations: Operations, _ log: TraceLog
  ) {
    let tails = Tails(older.end, order.map { rows.operation[$0] }, operations.count)
    batch = tails.joined(older.batch, order.map { rows.batch[$0] })
    sum = tails.joined(older.sum, order.map { rows.sum[$0] })
    count = tails.joined(older.count, order.map { rows.count[$0] })
    (end, rule, lineage) = (tails.ends, older.rule, older.lineage.continued)
    (batchCount, callCount) = (log.batches.count, log.calls.count)
    self.operations = operations.lineage
  }

  /// The operations that have other entries here than in what this goes on from. Ascending. Complexity: O(operations).
  package func changes(since older: OperationDeltas) -> [Int32] {
    guard !lineage.is(older.lineage) else { return [] }
    return end.indices.filter { operation in
      operation >= older.end.count || range(of: operation).count != older.range(of: operation).count
    }.map { Int32(truncatingIfNeeded: $0) }
  }
}

/// Rows of columns that grow at their ends: elements of the new ones go behind those that their rows have.
private struct Tails {
  let ends: [Int]
  /// The rows that grow, in ascending order, each as often as it gets an element; and where their old elements end.
  private let cuts: [Int]

  init(_ old: [Int], _ growing: [Int32], _ count: Int) {
    let last = old.last ?? 0
    cuts = growing.map { Int($0) < old.count ? old[Int($0)] : last }
    var ends = old + [Int](repeating: last, count: count - old.count)
    var (place, row) = (0, Int(growing.first ?? Int32(truncatingIfNeeded: count)))
    while row < count {
      while place < growing.count, growing[place] <= row { place += 1 }
      let next = place < growing.count ? Int(growing[place]) : count
      for between in row..<next { ends[between] += place }
      row = next
    }
    self.ends = ends
  }

  func joined<Element>(_ old: [Element], _ new: [Element]) -> [Element] {
    var joined: [Element] = []
    joined.reserveCapacity(old.count + new.count)
    var start = 0
    for (cut, element) in zip(cuts, new) {
      if cut > start {
        joined += old[start..<cut]
        start = cut
      }
      joined.append(element)
    }
    return joined + old[start...]
  }
}
