import Basics
import Identity
import Scoring

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

/// Every candidate with what its answer would change, and what is suspect besides. In the order in which the linkage saw
/// them; suspects of pairs it did not list come last.
/// Complexity: O(candidates · observations of their units + units · deals).
package func reviewQueue(
  _ material: QueueMaterial, _ ground: ChangeFinder.Ground, workers: Workers = .one, pulse: Pulse = .silent
) throws -> [QueueEntry] {
  let suspicions = try suspicions(material, ground, workers, pulse)
  let listed = listed(material, suspicions)
  let likeness = Likeness(ground.deltas, ground.partition)
  return try looks(listed, material, ground, likeness, workers, pulse).entries
}

/// A pair, and what made it suspect.
private typealias Listed = (candidate: Candidate, suspicion: Suspicion?)

private func suspicions(
  _ material: QueueMaterial, _ ground: ChangeFinder.Ground, _ workers: Workers, _ pulse: Pulse
) throws -> [Suspicion] {
  let suspects = SuspectFinder(ground.deltas, profiles: material.profiles, vectors: material.vectors)
  let partition = ground.partition
  return try inPieces(
    partition.unitCount, workers, pulse, "comparing members", size: { partition.members(of: $0).count }
  ) { units in
    units.flatMap { suspects.suspicions(of: $0, in: partition) }
  }
}

private func looks(
  _ listed: [Listed], _ material: QueueMaterial, _ ground: ChangeFinder.Ground, _ likeness: Likeness,
  _ workers: Workers, _ pulse: Pulse
) throws -> [PairLook] {
  let leaders = KeyLeaders(ground.partition, keys: material.keys)
  return try inPieces(listed.count, workers, pulse, "weighing") { piece in
    var finder = ChangeFinder(material, ground, leaders, likeness)
    return listed[piece].map { PairLook($0.candidate, $0.suspicion, material, ground, &finder) }
  }
}

/// The candidates, and then suspect pairs that are none.
private func listed(_ material: QueueMaterial, _ suspicions: [Suspicion]) -> [Listed] {
  var suspect: [OperationPair: Suspicion] = [:]
  var order: [OperationPair] = []
  for suspicion in suspicions where material.constraints.ruling(suspicion.first, suspicion.second) == nil {
    let pair = OperationPair(suspicion.first, suspicion.second)
    // Evidence comes first, and goes before words.
    guard suspect[pair] == nil else { continue }
    suspect[pair] = suspicion
    order.append(pair)
  }
  var listed: [Listed] = material.candidates.map { candidate in
    (candidate, suspect.removeValue(forKey: OperationPair(candidate.first, candidate.second)))
  }
  for suspicion in order.lazy.compactMap({ suspect[$0] }) {
    listed.append((suspicion.candidate(material.vectors), suspicion))
  }
  return listed
}

extension ChangeFinder {
  init(_ material: QueueMaterial, _ ground: Ground, _ leaders: KeyLeaders, _ likeness: Likeness) {
    self.init(
      ground, constraints: material.constraints, judge: material.judge, leaders: leaders, likeness: likeness,
      cosine: { material.vectors.cosine(Int($0), Int($1)) })
  }
}

extension Suspicion {
  fileprivate func candidate(_ vectors: Vectors) -> Candidate {
    Candidate(kind: .suspect, first: first, second: second, cosine: vectors.cosine(Int(first), Int(second)))
  }
}

/// Piece by piece, so that a beat is never far; the answer is in order whatever the workers.
func inPieces<Element: Sendable>(
  _ count: Int, _ workers: Workers, _ pulse: Pulse, _ stage: String, size: (Int) -> Int = { _ in 1 },
  _ make: @escaping @Sendable (Range<Int>) -> [Element]
) throws -> [Element] {
  var made: [Element] = []
  var done = 0
  while done < count {
    try pulse.beat(stage, done, count)
    let start = done
    var work = 0
    while done < count, work < 16_384 {
      work += size(done)
      done += 1
    }
    let count = done - start
    let parts = workers.map { part in
      let share = workers.share(part, of: count)
      return make((share.lowerBound + start)..<(share.upperBound + start))
    }
    for part in parts { made += part }
  }
  return made
}
