import Basics
import Identity
import Scoring

/// What pairs on a queue are seen from, and what tells which of them have to be looked at again.
package struct QueueGround: Sendable {
  package let operations: Operations
  package let chains: KeyChains
  package let constraints: Constraints
  package let observations: Observations
  package let accumulator: Accumulator
  package let terms: VerdictTerms
  package let tau: Cosine
  private let vectors: Lineage

  package init(
    operations: Operations, vectors: Vectors, chains: KeyChains, constraints: Constraints,
    observations: Observations, accumulator: Accumulator, terms: VerdictTerms, tau: Cosine
  ) {
    self.vectors = vectors.lineage
    (self.operations, self.chains, self.constraints) = (operations, chains, constraints)
    (self.observations, self.accumulator, self.terms, self.tau) = (observations, accumulator, terms, tau)
  }

  /// How units lie since `older`, and the keys in which something has moved; nil where that says too little.
  func changes(since older: QueueGround) -> (passage: UnitPassage, keys: Set<Int32>)? {
    guard tau == older.tau, accumulator == older.accumulator, terms.goesOn(from: older.terms),
      operations.lineage.continues(older.operations.lineage), vectors.continues(older.vectors),
      let passage = observations.passage(from: older.observations), let before = older.observations.source,
      let now = observations.source
    else { return nil }
    let ruled =
      constraints.differences(from: older.constraints, below: operations.count)
      + constraints.namings(unlike: older.constraints)
    var moved = Set(ruled.map { operations.key[Int($0)] })
    for unit in passage.dropped { moved.formUnion(keys(of: Int(unit), in: before.partition)) }
    for unit in passage.made { moved.formUnion(keys(of: Int(unit), in: now.partition)) }
    let components = [older.constraints, constraints].map { KeyComponents($0, keys: operations.key) }
    return (passage, PlacedUnits.closed(moved, components))
  }

  private func keys(of unit: Int, in partition: Partition) -> [Int32] {
    partition.members(of: unit).map { operations.key[Int($0)] }
  }
}

extension SeenQueue {
  /// The queue on this ground, of one that was seen on an older ground: what seeing it anew would give. Nil where that is
  /// the only way.
  /// Complexity: that of seeing what lies in components where something has moved, and O(pairs + units), of looking for them.
  package func following(
    _ material: QueueMaterial, _ ground: ChangeFinder.Ground, from older: QueueGround, to newer: QueueGround,
    workers: Workers = .one, pulse: Pulse = .silent
  ) throws -> SeenQueue? {
    guard let (passage, keys) = newer.changes(since: older) else { return nil }
    let likeness = likeness.following(passage, ground.deltas, ground.partition)
    let moved = MovedKeys(keys, of: material.keys, count: newer.operations.keyCount)
    let units = SeenQueue.units(of: keys, newer.chains, ground.partition)
    let leaders = KeyLeaders(ground.partition, keys: material.keys, of: moved.keys, newer.chains)
    let looker = try PairLooker(material, ground, leaders, likeness, units, workers, pulse)
    let seen = try looker.seen(material.candidates.filter(moved.contains))
    let others = SeenQueue.merged(
      others.filter { !moved.contains($0.candidate) }, seen.others[...], ground.partition)
    // Candidates that have not moved stand in the order in which they stood.
    let pieces = SeenPieces(candidates, material.candidates, seen.candidates, moved: moved.contains)
    return pieces.map { SeenQueue(candidates: $0, others: others, likeness: likeness) }
  }

  private static func units(of keys: Set<Int32>, _ chains: KeyChains, _ partition: Partition) -> [Int32] {
    Set(keys.flatMap { chains.members(of: $0) }.map { partition.unitOf[Int($0)] }).sorted()
  }

  /// By their units, of which each is in one of the two.
  private static func merged(_ first: [SeenPair], _ second: ArraySlice<SeenPair>, _ partition: Partition)
    -> [SeenPair]
  {
    var merged: [SeenPair] = []
    merged.reserveCapacity(first.count + second.count)
    var rest = first[...]
    for pair in second {
      let unit = partition.unitOf[Int(pair.candidate.first)]
      while let other = rest.first, partition.unitOf[Int(other.candidate.first)] < unit {
        merged.append(other)
        rest.removeFirst()
      }
      merged.append(pair)
    }
    return merged + rest
  }
}

/// Keys in which something has moved.
private struct MovedKeys: Sendable {
  let keys: Set<Int32>
  private let isMoved: [Bool]
  private let keyOf: SharedColumn<Int32>

  init(_ keys: Set<Int32>, of keyOf: SharedColumn<Int32>, count: Int) {
    var isMoved = [Bool](repeating: false, count: count)
    for key in keys { isMoved[Int(key)] = true }
    (self.keys, self.isMoved, self.keyOf) = (keys, isMoved, keyOf)
  }

  func contains(_ candidate: Candidate) -> Bool {
    isMoved[Int(keyOf[Int(candidate.first)])] || isMoved[Int(keyOf[Int(candidate.second)])]
  }
}
