import Basics
import Identity

/// Finds leaders by what was compared before, for a few operations of a large log: nothing of its size is made.
package struct KeptLeaders: LeaderIndex {
  private let operations: Operations
  private let vectors: Vectors
  private let floor: Cosine
  private let cosines: KeyCosines
  private let chains: KeyChains
  /// Who leads in a key before anything is asked.
  private let leading: (Int32) -> [Int32]
  package private(set) var hits: LeaderHits
  /// The leaders of each key that came up.
  private var leaders: [Int32: [Int32]] = [:]
  /// Of keys whose cosines are not kept: the members, and the leaders close to those that are still to come.
  private var members: [Int32: [Int32]] = [:]
  private var awaited: [Int32: [Close]] = [:]
  private var seen = 0

  private static let beatEvery = 20_000

  package init(
    _ operations: Operations, _ vectors: Vectors, floor: Cosine, cosines: KeyCosines, hits: LeaderHits,
    chains: KeyChains, leading: @escaping (Int32) -> [Int32]
  ) {
    (self.operations, self.vectors, self.floor) = (operations, vectors, floor)
    (self.cosines, self.hits, self.chains, self.leading) = (cosines, hits, chains, leading)
  }

  package mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    seen += 1
    if seen % KeptLeaders.beatEvery == 0 { try pulse.beat("merging", Int(operation), operations.count) }
    let key = operations.key[Int(operation)]
    guard cosines.keeps(key) else {
      if members[key] == nil { begin(key, at: operation) }
      return awaited.removeValue(forKey: operation) ?? []
    }
    if leaders[key] == nil { leaders[key] = leading(key) }
    return (leaders[key] ?? []).compactMap { leader in
      let cosine = cosines.cosine(leader, operation)
      return cosine >= floor ? Close(leader: leader, cosine: cosine) : nil
    }
  }

  package mutating func add(_ operation: Int32) {
    let key = operations.key[Int(operation)]
    if cosines.keeps(key) { leaders[key, default: []].append(operation) } else { expect(operation, key) }
  }

  private mutating func begin(_ key: Int32, at operation: Int32) {
    members[key] = chains.members(of: key)
    for leader in leading(key) { expect(leader, key, from: operation) }
  }

  /// The operations that come after it will find the leader.
  private mutating func expect(_ leader: Int32, _ key: Int32, from operation: Int32 = 0) {
    let close = hits.close(
      to: leader, members: members[key] ?? [], vectors, floor, logCount: operations.count)
    for close in close[close.partitioningIndex(where: { $0.leader >= operation })...] {
      awaited[close.leader, default: []].append(Close(leader: leader, cosine: close.cosine))
    }
  }
}
