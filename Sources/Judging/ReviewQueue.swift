import Basics
import Identity
import Scoring

/// What the queue is made from, besides the ground on which answers are evaluated.
package struct QueueMaterial: Sendable {
  package let candidates: [Candidate]
  package let constraints: Constraints
  package let profile: @Sendable (Int32) -> WordProfile
  package let keys: SharedColumn<Int32>
  package let vectors: Vectors
  package let chance: AnswerChance
  package let judge: VerdictJudge

  package init(
    candidates: [Candidate], constraints: Constraints, profiles: [WordProfile],
    keys: SharedColumn<Int32>, vectors: Vectors,
    chance: AnswerChance, judge: VerdictJudge
  ) {
    self.init(
      candidates: candidates, constraints: constraints, profile: { profiles[Int($0)] }, keys: keys,
      vectors: vectors, chance: chance, judge: judge)
  }

  /// With the words of those operations that are asked for.
  package init(
    candidates: [Candidate], constraints: Constraints, profile: @escaping @Sendable (Int32) -> WordProfile,
    keys: SharedColumn<Int32>, vectors: Vectors, chance: AnswerChance, judge: VerdictJudge
  ) {
    (self.candidates, self.constraints, self.profile) = (candidates, constraints, profile)
    (self.keys, self.vectors, self.chance, self.judge) = (keys, vectors, chance, judge)
  }
}

/// Every candidate with what its answer would change, and what is suspect besides. In the order in which the linkage saw
/// them; suspects of pairs it did not list come last.
/// Complexity: O(candidates · observations of their units + units · deals).
package func reviewQueue(
  _ material: QueueMaterial, _ ground: ChangeFinder.Ground, workers: Workers = .one, pulse: Pulse = .silent
) throws -> [QueueEntry] {
  try SeenQueue(material, ground, workers: workers, pulse: pulse)
    .entries(material, ground, workers: workers, pulse: pulse)
}

extension ChangeFinder {
  init(
    _ material: QueueMaterial, _ ground: Ground, _ leaders: KeyLeaders, _ likeness: Likeness,
    _ totals: UnitTotals, _ ofUnits: UnitCosines
  ) {
    self.init(
      ground, constraints: material.constraints, judge: material.judge, leaders: leaders, likeness: likeness,
      totals: totals, cosines: PairCosines(material.vectors), ofUnits: ofUnits)
  }
}

extension Suspicion {
  func candidate(_ vectors: Vectors) -> Candidate {
    Candidate(kind: .suspect, first: first, second: second, cosine: vectors.cosine(Int(first), Int(second)))
  }
}
