import Basics
import Identity

/// The pairs of operations of one key whose cosine reaches a floor, found once for every tau from the floor on.
///
/// Complexity: that of one `SimilarityJoin`, then O(pairs); eight bytes a pair.
package struct NearPairs: Sendable {
  package let floor: Cosine
  private let first: [Int32]
  private let cosine: [Cosine]
  /// Where the pairs of each younger operation begin; the most similar stand first.
  private let starts: [Int]
  /// Whether the keys that `kept` holds are among them. Where they have too many pairs they are looked up there.
  let holdsKept: Bool

  /// Within keys that `kept` holds, nothing is compared.
  package init(
    _ operations: Operations, _ vectors: Vectors, floor: Cosine, except kept: KeyCosines? = nil,
    limit: Int = SimilarityJoin.mostPairs, workers: Workers = .one, pulse: Pulse = .silent
  ) throws {
    var join = SimilarityJoin(atLeast: floor)
    join.limit = limit
    let pairs = try join.pairs(
      vectors, keys: NearPairs.keys(operations, except: kept), workers: workers, pulse: pulse)
    let known = kept.flatMap { $0.pairs(reaching: floor, operations, limit: limit - pairs.count) }
    holdsKept = known != nil
    self.floor = floor
    (first, cosine, starts) = NearPairs.bySecond(pairs + (known ?? []), operations.count)
  }

  /// Pairs with one second stay in their order.
  private static func bySecond(_ pairs: [SimilarPair], _ count: Int) -> ([Int32], [Cosine], starts: [Int]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for pair in pairs { starts[Int(pair.second) + 1] += 1 }
    for operation in 0..<count { starts[operation + 1] += starts[operation] }
    var next = starts
    var first = [Int32](repeating: 0, count: pairs.count)
    var cosine = [Cosine](repeating: .zero, count: pairs.count)
    for pair in pairs {
      let place = next[Int(pair.second)]
      next[Int(pair.second)] += 1
      (first[place], cosine[place]) = (pair.first, pair.cosine)
    }
    return (first, cosine, starts)
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

  /// Those of the older operations that reach tau with this one and lead, the most similar first.
  func close(to operation: Int32, atLeast tau: Cosine, _ leads: [Bool]) -> [Close] {
    var close: [Close] = []
    // Safe: places lie within the columns, and every operation has its place in `leads`.
    first.withUnsafeBufferPointer { first in
      cosine.withUnsafeBufferPointer { cosine in
        leads.withUnsafeBufferPointer { leads in
          for place in starts[Int(operation)]..<starts[Int(operation) + 1] {
            guard cosine[place] >= tau else { return }
            guard leads[Int(first[place])] else { continue }
            // Growing from nothing would take longer than finding.
            if close.isEmpty { close.reserveCapacity(16) }
            close.append(Close(leader: first[place], cosine: cosine[place]))
          }
        }
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

  /// `tau` is not below the floor of the pairs.
  package init(_ pairs: NearPairs, tau: Cosine, operationCount: Int) {
    precondition(tau >= pairs.floor, "pairs down to tau")
    (self.pairs, self.tau) = (pairs, tau)
    leads = Array(repeating: false, count: operationCount)
  }

  var holdsKept: Bool { pairs.holdsKept }

  package mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    seen += 1
    if seen % PairedLeaders.beatEvery == 0 { try pulse.beat("merging", Int(operation), leads.count) }
    return pairs.close(to: operation, atLeast: tau, leads)
  }

  package mutating func add(_ operation: Int32) { leads[Int(operation)] = true }
}
