import Identity
import TraceLogs

/// Where each operation was proposed. Complexity: O(proposals), once.
package struct ProposedBatches {
  private let batches: [Int32]
  private let end: [Int32]

  package init(_ trace: TraceLog, _ operations: Operations) {
    var end = [Int32](repeating: 0, count: operations.count)
    for operation in operations.ofProposal { end[Int(operation)] += 1 }
    var next = [Int32](repeating: 0, count: operations.count)
    var total: Int32 = 0
    for operation in end.indices {
      next[operation] = total
      total += end[operation]
      end[operation] = total
    }
    var batches = [Int32](repeating: 0, count: operations.ofProposal.count)
    for (proposal, operation) in operations.ofProposal.enumerated() {
      batches[Int(next[Int(operation)])] = trace.proposals.batch[proposal]
      next[Int(operation)] += 1
    }
    (self.batches, self.end) = (batches, end)
  }

  /// In the order of time, each batch once.
  package func of(_ operation: Int) -> [Int32] {
    let all = batches[(operation == 0 ? 0 : Int(end[operation - 1]))..<Int(end[operation])]
    return all.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}
