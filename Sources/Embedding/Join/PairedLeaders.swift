import Basics
import Identity

/// The pairs of operations of one key whose cosine reaches a floor, found once for every tau from the floor on.
///
/// Complexity: that of one `SimilarityJoin`, then O(pairs); eight bytes a pair.
package struct NearPairs: Sendable {
  package let floor: Cosine
  private let pairs: PairsBySecond
  /// Whether the keys that `kept` holds are among them. Where they have too many pairs they are looked up there.
  let holdsKept: Bool

  /// Within keys that `kept` holds, nothing is compared.
  package init(
    _ operations: Operations, _ vectors: Vectors, floor: Cosine, except kept: KeyCosines? = nil,
    limit: Int = SimilarityJoin.mostPairs, workers: Workers = .one, pulse: Pulse = .silent
  ) throws {
    var join = SimilarityJoin(atLeast: floor)
    join.limit = limit
    let found = try join.unordered(
      vectors, keys: NearPairs.keys(operations, except: kept), workers: workers, pulse: pulse)
    let count = found.reduce(0) { $0 + $1.count }
    let known = kept.flatMap { $0.pairs(reaching: floor, operations, limit: limit - count) }
    holdsKept = known != nil
    self.floor = floor
    pairs = try PairsBySecond(found + [known ?? []], rows: operations.count, workers, pulse)
  }

  /// From the lowest of the floors on for which they are not too many; nil where they always are.
  package static func reaching(
    lowestOf floors: [Cosine], _ operations: Operations, _ vectors: Vectors, except kept: KeyCosines? = nil,
    limit: Int = SimilarityJoin.mostPairs, workers: Workers = .one, pulse: Pulse = .silent
  ) throws -> NearPairs? {
    var left = floors.sorted()[...]
    while let floor = left.first {
      do {
        return try NearPairs(
          operations, vectors, floor: floor, except: kept, limit: limit, workers: workers, pulse: pulse)
      } catch JoinFault.tooManyPairs {
        left = left.dropFirst(max(1, left.count / 3))
      }
    }
    return nil
  }

  /// Who is not to be compared has a key of its own.
  private static func keys(_ operations: Operations, except kept: KeyCosines?) -> [Int32] {
    guard let kept else { return operations.key.array }
    return operations.key.enumerated().map { kept.keeps($1) ? -1 - Int32(truncatingIfNeeded: $0) : $1 }
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

/// Looks leaders up among pairs that are known, instead of comparing. It gives the most similar first, which is another
/// order than that of other indexes; the partition does not depend on it.
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

  var holdsKept: Bool { pairs.holdsKept }

  package mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    try closest(to: operation, tau: PairedLeaders.never, pulse: pulse)
  }

  package mutating func closest(to operation: Int32, tau enough: Cosine, pulse: Pulse) throws -> [Close] {
    seen += 1
    if seen % PairedLeaders.beatEvery == 0 { try pulse.beat("merging", Int(operation), leads.count) }
    return pairs.close(to: operation, atLeast: tau, enough: enough, leads)
  }

  package mutating func add(_ operation: Int32) { leads[Int(operation)] = true }
}
