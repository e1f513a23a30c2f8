import Basics
import Identity
import Synchronization

/// All pairs of rows whose cosine reaches a threshold: those that share a key, or those that do not.
///
/// Exact: a pair is passed over only where bytes prove that its cosine cannot reach the threshold (`ScreenBound`);
/// the others are confirmed by the cosine of `Vectors`. Every pair is looked at once, in blocks that fit the
/// cache. The answer depends neither on the number of workers nor on the kernel.
/// Complexity: O(sum over keys of rows² × dimension) byte products, and O(rows × dimension) bytes of memory.
package struct SimilarityJoin: Sendable {
  package let threshold: Cosine
  package let acrossKeys: Bool
  /// Where more pairs than this reach the threshold, the join gives up: pairs grow with the square of the rows.
  package var limit = mostPairs
  package var screen = Screen.best

  /// 120 MB.
  package static let mostPairs = 10_000_000

  package init(atLeast threshold: Cosine, acrossKeys: Bool = false) {
    self.threshold = threshold
    self.acrossKeys = acrossKeys
  }

  /// The most similar pairs first. `keys` holds a key per row of `vectors`.
  package func pairs(
    _ vectors: Vectors, keys: [Int32], workers: Workers = .one, pulse: Pulse = .silent
  ) throws -> [SimilarPair] {
    try joined(unordered(vectors, keys: keys, workers: workers, pulse: pulse), rows: vectors.count, pulse)
  }

  /// The same in no order, as those who shared the work found them.
  func unordered(_ vectors: Vectors, keys: [Int32], workers: Workers, pulse: Pulse) throws -> [[SimilarPair]]
  {
    precondition(keys.count == vectors.count, "a key per row")
    let plan = JoinPlan(keys: keys, asOneGroup: acrossKeys)
    let tiles = try cut(vectors, plan, workers, pulse)
    let found = Atomic(0)
    let work = SharedWork(plan.pieces.count) { try pulse.beat("comparing", $0, $1) }
    let parts = workers.map { part in
      var bench = JoinBench(self, vectors, keys, plan, tiles)
      while let piece = work.take(part) {
        let new = bench.compare(plan.pieces[piece])
        if found.add(new, ordering: .relaxed).newValue > limit {
          work.stop(JoinFault.tooManyPairs(limit: limit, threshold: threshold))
        }
      }
      return bench.pairs
    }
    try work.check()
    return parts
  }

  private func joined(_ parts: [[SimilarPair]], rows: Int, _ pulse: Pulse) throws -> [SimilarPair] {
    var pairs = parts.first ?? []
    for part in parts.dropFirst() { pairs += part }
    try pairs.sortBySimilarity(rows: rows, pulse: pulse)
    return pairs
  }

  /// Cuts the rows of all large groups to bytes.
  private func cut(_ vectors: Vectors, _ plan: JoinPlan, _ workers: Workers, _ pulse: Pulse) throws
    -> ByteTiles
  {
    let tiles = ByteTiles(tileCount: plan.tileCount, dimension: vectors.dimension)
    let large = plan.groups.filter { $0.firstTile != nil }
    let starts = large.flatMap { group in
      stride(from: group.range.lowerBound, to: group.range.upperBound, by: ByteTiles.width).map { position in
        (position: position, end: min(position + ByteTiles.width, group.range.upperBound))
      }
    }
    let work = SharedWork(starts.count) { try pulse.beat("preparing", $0, $1) }
    workers.forEach { part in
      var row = ByteRow(dimension: vectors.dimension)
      while let tile = work.take(part) {
        for position in starts[tile].position..<starts[tile].end {
          vectors.withRow(Int(plan.order[position])) { row.cut($0) }
          tiles.set(tile * ByteTiles.width + position - starts[tile].position, row)
        }
      }
    }
    try work.check()
    return tiles
  }
}
