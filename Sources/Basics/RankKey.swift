/// Sorts like `m̂` descending, then like the unit: one comparison of whole numbers for most pairs.
package struct RankKey: Comparable, Sendable {
  fileprivate let bits: UInt64
  package let unit: Int32

  package init(_ mhat: Double, unit: Int) {
    // A zero of either sign is the same zero. Numbers below zero sort the other way round by their bits.
    let bits = (mhat + 0).bitPattern
    self.bits = bits >> 63 == 0 ? ~(bits | 1 << 63) : bits
    self.unit = Int32(unit)
  }

  private init(bits: UInt64, unit: Int32) { (self.bits, self.unit) = (bits, unit) }

  /// By a whole number, the smallest first.
  package init(ascending number: UInt64, unit: Int32) { self.init(bits: number, unit: unit) }

  /// With the same `m̂`.
  package func of(_ unit: Int32) -> RankKey { RankKey(bits: bits, unit: unit) }

  /// But for the unit.
  package func ranksAs(_ other: RankKey) -> Bool { bits == other.bits }

  package static func < (left: RankKey, right: RankKey) -> Bool {
    left.bits != right.bits ? left.bits < right.bits : left.unit < right.unit
  }
}

extension Array where Element == RankKey {
  /// Ascending, for keys that stand by ascending unit.
  ///
  /// Many are sorted by counting, from the last eleven bits to the first (Knuth 1998, section 5.2.5), which keeps the
  /// order of units among equal ones; a digit that all share takes no pass. Complexity: O(n), few are compared instead.
  package mutating func sortByRank() {
    guard count > 2_000 else { return sort() }
    var other = self
    for shift in stride(from: 0, to: 64, by: 11) {
      if Array.scatter(self, to: &other, by: shift) { swap(&self, &other) }
    }
  }

  /// Whether there was anything to do. Places come of counting the digits, so all are within `target`.
  private static func scatter(_ source: [RankKey], to target: inout [RankKey], by shift: Int) -> Bool {
    var starts = [Int](repeating: 0, count: 2_049)
    for key in source { starts[Int(truncatingIfNeeded: key.bits >> shift) & 2_047 + 1] += 1 }
    if starts.contains(source.count) { return false }
    for digit in 0..<2_048 { starts[digit + 1] += starts[digit] }
    starts.withUnsafeMutableBufferPointer { starts in
      target.withUnsafeMutableBufferPointer { target in
        for key in source {
          let digit = Int(truncatingIfNeeded: key.bits >> shift) & 2_047
          target[starts[digit]] = key
          starts[digit] += 1
        }
      }
    }
    return true
  }
}

extension RankKey {
  /// Two ascending runs as one. Complexity: O(n).
  package static func merged(_ first: [RankKey], _ second: [RankKey]) -> [RankKey] {
    guard !first.isEmpty else { return second }
    var merged: [RankKey] = []
    merged.reserveCapacity(first.count + second.count)
    var (a, b) = (0, 0)
    while a < first.count, b < second.count {
      if second[b] < first[a] {
        merged.append(second[b])
        b += 1
      } else {
        merged.append(first[a])
        a += 1
      }
    }
    return merged + first[a...] + second[b...]
  }
}
