import Basics
import Identity

/// The pairs of operations of one key whose cosine reaches a floor, found once for every tau from the floor on.
///
/// Complexity: that of one `SimilarityJoin`, then O(pairs); eight bytes a pair.
package struct NearPairs: Sendable {
  package let floor: Cosine
  private let pairs: PairsBySecond

  package init(
    _ operations: Operations, _ vectors: Vectors, floor: Cosine, limit: Int = SimilarityJoin.mostPairs,
    workers: Workers = .one, pulse: Pulse = .silent
  ) throws {
    var join = SimilarityJoin(atLeast: floor)
    join.limit = limit
    let found = try join.unordered(vectors, keys: operations.key.array, workers: workers, pulse: pulse)
    self.floor = floor
    pairs = try PairsBySecond(found, rows: operations.count, workers, pulse)
  }

  /// From the lowest of the floors on for which they are not too many; nil where they always are.
  package static func reaching(
    lowestOf floors: [Cosine], _ operations: Operations, _ vectors: Vectors,
    limit: Int = SimilarityJoin.mostPairs, workers: Workers = .one, pulse: Pulse = .silent
  ) throws -> NearPairs? {
    var left = floors.sorted()[...]
    while let floor = left.first {
      do {
        return try NearPairs(
          operations, vectors, floor: floor, limit: limit, workers: workers, pulse: pulse)
      } catch JoinFault.tooManyPairs {
        left = left.dropFirst(max(1, left.count / 3))
      }
    }
    return nil
  }

  /// Those of the older operations that reach the floor with this one and lead, the most similar first. Where one reaches
  /// `enough`, only those that are as similar as the first.
  func close(to operation: Int32, atLeast floor: Cosine, enough: Cosine, _ leads: [Bool]) -> [Close] {
    var close: [Close] = []
    // Safe: every operation has its place in `leads`.
    leads.withUnsafeBufferPointer { leads in
      pairs.forEach(withSecond: operation, atLeast: floor) { first, cosine in
        if let best = close.first?.cosine, best >= enough, cosine < best { return false }
        guard leads[Int(first)] else { return true }
        // Growing from nothing would take longer than finding.
        if close.isEmpty, cosine < enough { close.reserveCapacity(16) }
        close.append(Close(leader: first, cosine: cosine))
        return true
      }
    }
    return close
  }
}

/// Looks leaders up among pairs that are known, instead of comparing.
package struct PairedLeaders: LeaderIndex {
  private let pairs: NearPairs
  private let tau: Cosine
  private var leads: [Bool]
  private var seen = 0

  private static let beatEvery = 20_000
  /// No cosine is enough to look no further.
  private static let never = Cosine(tenThousandths: .max)

  /// `tau` is not below the floor of the pairs.
  package init(_ pairs: NearPairs, tau: Cosine, operationCount: Int) {
    precondition(tau >= pairs.floor, "pairs down to tau")
    (self.pairs, self.tau) = (pairs, tau)
    leads = Array(repeating: false, count: operationCount)
  }

  package mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    try closest(to: operation, tau: PairedLeaders.never, pulse: pulse)
  }

  package mutating func closest(to operation: Int32, tau enough: Cosine, pulse: Pulse) throws -> [Close] {
    seen += 1
    if seen % PairedLeaders.beatEvery == 0 { try pulse.beat("merging", Int(operation), leads.count) }
    let close = pairs.close(to: operation, atLeast: tau, enough: enough, leads)
    return close.count < 2 ? close : close.sorted { $0.leader < $1.leader }
  }

  package mutating func add(_ operation: Int32) { leads[Int(operation)] = true }
}
