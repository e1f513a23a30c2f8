/// What the queue is made from, besides the ground on which answers are evaluated.
package struct QueueMaterial: Sendable {
  package let candidates: [Candidate]
  package let constraints: Constraints
  package let profiles: [WordProfile]
  package let keys: [Int32]
  package let vectors: Vectors
  package let chance: AnswerChance
  package let judge: VerdictJudge

  package init(
    candidates: [Candidate], constraints: Constraints, profiles: [WordProfile], keys: [Int32],
    vectors: Vectors,
    chance: AnswerChance, judge: VerdictJudge
  ) {
    (self.candidates, self.constraints, self.profiles) = (candidates, constraints, profiles)
    (self.keys, self.vectors, self.chance, self.judge) = (keys, vectors, chance, judge)
  }
}

/// Every candidate with what its answer would change, and a pair of each suspect unit. In the order in which the linkage
/// saw them; suspects of pairs it did not list come last.
/// Complexity: O(candidates · observations of their units + units · deals).
package func reviewQueue(
  _ material: QueueMaterial, _ ground: ChangeFinder.Ground, workers: Workers = .one, pulse: Pulse = .silent
) throws -> [QueueEntry] {
  let suspicions = try suspicions(material, ground, workers, pulse)
  let suspect = Dictionary(
    uniqueKeysWithValues: suspicions.map { (PairOfOperations($0.first, $0.second), $0) })
  let known = Set(material.candidates.lazy.map { PairOfOperations($0.first, $0.second) })
  let unlisted = suspicions.filter { !known.contains(PairOfOperations($0.first, $0.second)) }
  let listed = material.candidates + unlisted.map { $0.candidate(material.vectors) }
  let likeness = Likeness(ground.deltas, ground.partition)
  return try inPieces(listed.count, workers, pulse, "weighing") { piece in
    var finder = ChangeFinder(
      ground, constraints: material.constraints, judge: material.judge, likeness: likeness,
      cosine: { material.vectors.cosine(Int($0), Int($1)) })
    return listed[piece].map { entry(of: $0, suspect, material, ground, &finder) }
  }
}

private func entry(
  of candidate: Candidate, _ suspect: [PairOfOperations: Suspicion], _ material: QueueMaterial,
  _ ground: ChangeFinder.Ground, _ finder: inout ChangeFinder
) -> QueueEntry {
  let (first, second) = (Int(candidate.first), Int(candidate.second))
  let isOne = ground.partition.unitOf[first] == ground.partition.unitOf[second]
  let suspicion = isOne ? suspect[PairOfOperations(candidate.first, candidate.second)] : nil
  let shown =
    suspicion == nil
    ? candidate
    : Candidate(kind: .suspect, first: candidate.first, second: candidate.second, cosine: candidate.cosine)
  let chance = material.chance.chance(
    shown, PairFeatures(material.profiles[first], material.profiles[second]),
    sameKey: material.keys[first] == material.keys[second], isOne: isOne, reason: suspicion?.reason,
    p: suspicion?.p)
  let weighed = finder.weighed(shown)
  return QueueEntry(
    shown, weighed.change, chance: chance, reason: suspicion?.reason, p: suspicion?.p,
    likeness: weighed.likeness)
}

private func suspicions(
  _ material: QueueMaterial, _ ground: ChangeFinder.Ground, _ workers: Workers, _ pulse: Pulse
) throws -> [Suspicion] {
  try inPieces(ground.partition.unitCount, workers, pulse, "comparing members") { units in
    units.compactMap { Suspicion.of($0, ground.partition, ground.deltas, profiles: material.profiles) }
  }.filter { material.constraints.ruling($0.first, $0.second) == nil }
}

extension Suspicion {
  fileprivate func candidate(_ vectors: Vectors) -> Candidate {
    Candidate(kind: .suspect, first: first, second: second, cosine: vectors.cosine(Int(first), Int(second)))
  }
}

private struct PairOfOperations: Hashable {
  let first: Int32
  let second: Int32

  init(_ first: Int32, _ second: Int32) {
    (self.first, self.second) = (min(first, second), max(first, second))
  }
}

/// Piece by piece, so that a beat is never far; the answer is in order whatever the workers.
private func inPieces<Element: Sendable>(
  _ count: Int, _ workers: Workers, _ pulse: Pulse, _ stage: String,
  _ make: @escaping @Sendable (Range<Int>) -> [Element]
) throws -> [Element] {
  var made: [Element] = []
  var done = 0
  while done < count {
    try pulse.beat(stage, done, count)
    let piece = done..<min(count, done + 4_096)
    let parts = workers.map { part in
      let share = workers.share(part, of: piece.count)
      return make((share.lowerBound + piece.lowerBound)..<(share.upperBound + piece.lowerBound))
    }
    for part in parts { made += part }
    done = piece.upperBound
  }
  return made
}
