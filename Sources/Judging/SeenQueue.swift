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
    let suspicions = try SeenQueue.suspicions(units, material, ground, workers, pulse)
    let listed = SeenQueue.listed(material.candidates, material, suspicions)
    let leaders = KeyLeaders(partition, keys: material.keys)
    let likeness = Likeness(ground.deltas, partition)
    let seen = try SeenQueue.seen(
      listed.candidates + listed.others, material, ground, leaders, likeness, workers, pulse)
    let count = listed.candidates.count
    (candidates, others) = (SeenPieces(material.candidates, seen[..<count]), Array(seen[count...]))
    self.likeness = likeness
  }

  init(candidates: SeenPieces, others: [SeenPair], likeness: Likeness) {
    (self.candidates, self.others, self.likeness) = (candidates, others, likeness)
  }

  /// The pairs weighed against each other. Complexity: O(pairs).
  package func entries(
    _ material: QueueMaterial, _ ground: ChangeFinder.Ground, workers: Workers = .one, pulse: Pulse = .silent
  ) throws -> [QueueEntry] {
    let (weigher, chance) = (TrialWeigher(ground, material.judge, likeness), material.chance)
    let pieces = candidates.pieces.map(\.pairs) + [others]
    var weighed = WeighedQueue(room: candidates.count + others.count)
    try inPieces(
      pieces.count, workers, pulse, "weighing", size: { pieces[$0].count },
      { WeighedQueue(pieces[$0], chance, weigher) }, taking: { weighed.append($0) })
    return weighed.shifted()
  }
}

extension SeenQueue {
  /// A pair, and what made it suspect.
  typealias Listed = (candidate: Candidate, suspicion: Suspicion?)

  /// Of these units, in their order.
  static func suspicions(
    _ units: [Int32], _ material: QueueMaterial, _ ground: ChangeFinder.Ground, _ workers: Workers,
    _ pulse: Pulse
  ) throws -> [Suspicion] {
    let suspects = SuspectFinder(ground.deltas, profile: material.profile, vectors: material.vectors)
    let partition = ground.partition
    return try inPieces(
      units.count, workers, pulse, "comparing members", size: { partition.members(of: Int(units[$0])).count }
    ) { piece in
      units[piece].flatMap { suspects.suspicions(of: Int($0), in: partition) }
    }
  }

  /// The candidates, and suspect pairs that are none.
  static func listed(_ candidates: [Candidate], _ material: QueueMaterial, _ suspicions: [Suspicion]) -> (
    candidates: [Listed], others: [Listed]
  ) {
    var suspect: [OperationPair: Suspicion] = [:]
    var order: [OperationPair] = []
    for suspicion in suspicions where material.constraints.ruling(suspicion.first, suspicion.second) == nil {
      let pair = OperationPair(suspicion.first, suspicion.second)
      // Evidence comes first, and goes before words.
      guard suspect[pair] == nil else { continue }
      suspect[pair] = suspicion
      order.append(pair)
    }
    let listed = candidates.map { candidate -> Listed in
      (candidate, suspect.removeValue(forKey: OperationPair(candidate.first, candidate.second)))
    }
    let others = order.compactMap { suspect[$0] }.map { suspicion -> Listed in
      (suspicion.candidate(material.vectors), suspicion)
    }
    return (listed, others)
  }

  static func seen(
    _ listed: [Listed], _ material: QueueMaterial, _ ground: ChangeFinder.Ground, _ leaders: KeyLeaders,
    _ likeness: Likeness, _ workers: Workers, _ pulse: Pulse
  ) throws -> [SeenPair] {
    let totals = try UnitTotals(of: listed, ground, workers, pulse)
    var seen: [SeenPair] = []
    seen.reserveCapacity(listed.count)
    try inPieces(
      listed.count, workers, pulse, "weighing",
      { piece in
        var finder = ChangeFinder(material, ground, leaders, likeness, totals)
        return listed[piece].map { SeenPair($0.candidate, $0.suspicion, material, &finder) }
      }, taking: { seen += $0 })
    return seen
  }
}
