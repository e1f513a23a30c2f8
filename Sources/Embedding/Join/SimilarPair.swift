import Basics
import Identity

/// Two rows whose cosine reaches a threshold; `first` is the one with the lower number.
package struct SimilarPair: Sendable, Equatable {
  package let first: Int32
  package let second: Int32
  package let cosine: Cosine

  package init(_ one: Int32, _ other: Int32, _ cosine: Cosine) {
    first = min(one, other)
    second = max(one, other)
    self.cosine = cosine
  }
}

package enum JoinFault: Error, Equatable {
  /// More pairs reach the threshold than anybody could use, or than memory should be spent on.
  case tooManyPairs(limit: Int, threshold: Cosine)
}

extension Array where Element == SimilarPair {
  /// The most similar first; then by first and second row. `rows` is how many rows there are.
  ///
  /// Sorting by counting, from the last key to the first (Knuth 1998, section 5.2.5).
  /// Complexity: O(pairs + rows); few pairs are compared instead.
  mutating func sortBySimilarity(rows: Int, pulse: Pulse) throws {
    guard count > rows / 4 else {
      return sort { ($1.cosine, $0.first, $0.second) < ($0.cosine, $1.first, $1.second) }
    }
    var other = self
    try Array.sort(self, to: &other, range: rows, pulse) { Int($0.second) }
    try Array.sort(other, to: &self, range: rows, pulse) { Int($0.first) }
    try Array.sort(self, to: &other, range: 20_001, pulse) { 10_000 - Int($0.cosine.tenThousandths) }
    self = other
  }

  /// Stable. `key` lies from 0 to below `range`.
  private static func sort(
    _ pairs: [SimilarPair], to sorted: inout [SimilarPair], range: Int, _ pulse: Pulse,
    by key: (SimilarPair) -> Int
  ) throws {
    var starts = [Int](repeating: 0, count: range + 1)
    for (index, pair) in pairs.enumerated() {
      if index & 0xFFFFF == 0 { try pulse.beat("sorting pairs", index, 2 * pairs.count) }
      starts[key(pair) + 1] += 1
    }
    for place in 0..<range { starts[place + 1] += starts[place] }
    for (index, pair) in pairs.enumerated() {
      if index & 0xFFFFF == 0 { try pulse.beat("sorting pairs", pairs.count + index, 2 * pairs.count) }
      sorted[starts[key(pair)]] = pair
      starts[key(pair)] += 1
    }
  }
}
