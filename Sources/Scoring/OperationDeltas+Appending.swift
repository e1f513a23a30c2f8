import Basics
import Identity
import TraceLogs

extension OperationDeltas {
  /// Those of a log that begins with the one that these are from; nil where they cannot go on: under another rule, or
  /// where most would have to be looked at again. Batches that have new calls are summed again.
  /// Complexity: O(entries of those batches · their log), and O(entries) of the operations that they are of.
  package func appending(_ log: TraceLog, _ operations: Operations, _ rule: DeltaRule) -> OperationDeltas? {
    guard rule == self.rule, rule.signal != .votes, rule.signal != .outcomes, log.calls.count >= callCount,
      log.batches.count >= batchCount, operations.lineage.continues(self.operations)
    else { return nil }
    let first = Int(log.calls.batch[callCount...].min() ?? .max)
    let calls = olderCalls(of: log, from: first) + (Int32(callCount)..<Int32(log.calls.count))
    guard calls.count <= max(1_000, log.calls.count / 2) || first >= batchCount else { return nil }
    let rows = OperationRows(calls, log, operations, rule)
    var next = self
    next.append(scored(rows, from: first), log, operations)
    return next
  }

  /// The known calls of batches that have new ones, or come after such a batch.
  private func olderCalls(of log: TraceLog, from first: Int) -> [Int32] {
    guard first < batchCount else { return [] }
    guard callsAscend else {
      return (0..<Int32(callCount)).filter { Int(log.calls.batch[Int($0)]) >= first }
    }
    let known = log.calls.batch[..<callCount].partitioningIndex { Int($0) >= first }
    return Array(Int32(known)..<Int32(callCount))
  }

  /// What the operations of the rows have now, whose entries from a batch on are in the rows.
  private func scored(_ rows: OperationRows, from first: Int) -> [(operation: Int32, entries: [Entry])] {
    // Rows of one operation stay in the order of time.
    let order = rows.operation.indices.sorted { (rows.operation[$0], $0) < (rows.operation[$1], $1) }
    var scored: [(operation: Int32, entries: [Entry])] = []
    for place in order {
      let operation = rows.operation[place]
      if scored.last?.operation != operation {
        let known = entries(of: Int(operation))
        scored.append((operation, Array(known[..<known.partitioningIndex { Int($0.batch) >= first }])))
      }
      let entry = Entry(batch: rows.batch[place], count: rows.count[place], sum: rows.sum[place])
      scored[scored.count - 1].entries.append(entry)
    }
    return scored
  }

  /// The operations that have other entries here than in what this goes on from. Ascending. Complexity: O(operations), but
  /// of the last that were appended O(1).
  package func changes(since older: OperationDeltas) -> [Int32] {
    if lineage.is(older.lineage) { return [] }
    if let link, link.older.is(older.lineage) {
      // Those that are new have none, if they were not scored.
      return (link.scored + (Int32(older.operationCount)..<Int32(operationCount))).sorted()
    }
    return (0..<operationCount).filter { operation in
      operation >= older.operationCount || later[operation] != older.later[operation]
    }.map { Int32(truncatingIfNeeded: $0) }
  }
}
