import Basics
import Identity

/// Pairs by their younger row; of one such row the most similar first, and then by the older one. Eight bytes a pair.
struct PairsBySecond: Sendable {
  /// How far the cosine is below 1, in ten-thousandths, above the older row.
  private let packed: [UInt64]
  /// Where the pairs of each younger row begin.
  private let starts: [Int]

  /// Some ten milliseconds of sorting.
  private static let beatEvery = 100_000

  /// No pair stands twice in `found`. Complexity: O(pairs · log pairs of a row + rows).
  init(_ found: [[SimilarPair]], rows: Int, _ workers: Workers, _ pulse: Pulse) throws {
    var starts = [Int](repeating: 0, count: rows + 1)
    for pairs in found { for pair in pairs { starts[Int(pair.second) + 1] += 1 } }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    let parts = workers.map { [starts] part in
      // Rows of about as many pairs each.
      let ends = [part, part + 1].map { end in
        end == workers.count ? rows : starts.partitioningIndex { $0 >= starts[rows] * end / workers.count }
      }
      return Result { try PairsBySecond.sorted(found, of: ends[0]..<max(ends[0], ends[1]), starts, pulse) }
    }
    packed = try parts.count == 1 ? parts[0].get() : parts.flatMap { try $0.get() }
    self.starts = starts
  }

  private static func sorted(
    _ found: [[SimilarPair]], of rows: Range<Int>, _ starts: [Int], _ pulse: Pulse
  ) throws -> [UInt64] {
    let base = starts[rows.lowerBound]
    var next = starts[rows].map { $0 - base }
    var packed = [UInt64](repeating: 0, count: starts[rows.upperBound] - base)
    for pairs in found {
      for pair in pairs where rows.contains(Int(pair.second)) {
        let row = Int(pair.second) - rows.lowerBound
        packed[next[row]] = PairsBySecond.packed(pair)
        next[row] += 1
      }
    }
    try sort(&packed, at: starts[rows.lowerBound...rows.upperBound].map { $0 - base }, pulse)
    return packed
  }

  private static func sort(_ packed: inout [UInt64], at starts: [Int], _ pulse: Pulse) throws {
    // In place: a slice of an array is sorted in a copy.
    try packed.withUnsafeMutableBufferPointer { packed in
      var done = 0
      for (start, end) in zip(starts, starts.dropFirst()) {
        // Safe: `end` is at most the count, and lies behind `start`.
        var row = UnsafeMutableBufferPointer(rebasing: packed[start..<end])
        row.sort()
        guard end - done >= beatEvery else { continue }
        done = end
        try pulse.beat("sorting pairs", end, packed.count)
      }
    }
  }

  private static func packed(_ pair: SimilarPair) -> UInt64 {
    distance(pair.cosine) << 32 | UInt64(UInt32(bitPattern: pair.first))
  }

  private static func distance(_ cosine: Cosine) -> UInt64 { UInt64(max(0, 10_000 - cosine.tenThousandths)) }

  /// Those that reach tau, until `body` is content.
  @inline(__always)
  func forEach(
    withSecond row: Int32, atLeast tau: Cosine, _ body: (_ first: Int32, Cosine) -> Bool
  ) {
    let furthest = PairsBySecond.distance(tau)
    packed.withUnsafeBufferPointer { packed in
      for place in starts[Int(row)]..<starts[Int(row) + 1] {
        let distance = packed[place] >> 32
        guard distance <= furthest else { return }
        let cosine = Cosine(tenThousandths: 10_000 - Int32(truncatingIfNeeded: distance))
        guard body(Int32(truncatingIfNeeded: packed[place]), cosine) else { return }
      }
    }
  }
}
