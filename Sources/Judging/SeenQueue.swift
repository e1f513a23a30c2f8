import Basics
import Identity

/// All pairs of a queue as they were seen, before they are weighed against each other.
package struct SeenQueue: Sendable {
  let candidates: SeenPieces
  /// Suspect pairs that are none, by their units; they stand behind the candidates.
  let others: [SeenPair]
  let likeness: Likeness

  /// Complexity: O(candidates · observations of their units + units · deals).
  package init(
    _ material: QueueMaterial, _ ground: ChangeFinder.Ground, looksWithinUnits: Bool = true,
    workers: Workers = .one, pulse: Pulse = .silent
  ) throws {
    let partition = ground.partition
    let units = looksWithinUnits ? [Int32](0..<Int32(partition.unitCount)) : []
    let looker = try PairLooker(
      material, ground, KeyLeaders(partition, keys: material.keys), Likeness(ground.deltas, partition), units,
      workers, pulse)
    let seen = try looker.seen(material.candidates)
    (candidates, others) = (SeenPieces(material.candidates, seen.candidates), seen.others)
    likeness = looker.likeness
  }

  init(candidates: SeenPieces, others: [SeenPair], likeness: Likeness) {
    (self.candidates, self.others, self.likeness) = (candidates, others, likeness)
  }

  /// The pairs weighed against each other. Complexity: O(pairs).
  package func entries(
    _ material: QueueMaterial, _ ground: ChangeFinder.Ground, workers: Workers = .one, pulse: Pulse = .silent
  ) throws -> [QueueEntry] {
    let weigher = TrialWeigher(ground, material.judge, likeness)
    var weighed = WeighedQueue(candidates.pieces.map(\.pairs) + [others[...]])
    return try weighed.entries(material.chance, weigher, workers, pulse)
  }
}
