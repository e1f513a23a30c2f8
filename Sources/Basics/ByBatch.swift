/// Positions of records by batch, in their own order within each: the log may hold a record of an earlier batch
/// after one of a later.
package struct ByBatch: Sendable {
  private let positions: [Int32]
  private let end: [Int]

  /// Counting sort, stable. Complexity: O(records + batches).
  package init(_ batches: [Int32], count: Int) {
    var end = [Int](repeating: 0, count: count)
    for batch in batches { end[Int(batch)] += 1 }
    var next = [Int](repeating: 0, count: count)
    var total = 0
    for batch in 0..<count {
      next[batch] = total
      total += end[batch]
      end[batch] = total
    }
    var positions = [Int32](repeating: 0, count: total)
    for (position, batch) in batches.enumerated() {
      positions[next[Int(batch)]] = Int32(truncatingIfNeeded: position)
      next[Int(batch)] += 1
    }
    self.positions = positions
    self.end = end
  }

  package func positions(of batch: Int) -> ArraySlice<Int32> {
    positions[(batch == 0 ? 0 : end[batch - 1])..<end[batch]]
  }
}
