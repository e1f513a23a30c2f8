import Basics
import Identity

/// What is known of a pair on the queue before all pairs are weighed against each other.
struct PairLook: Sendable {
  let candidate: Candidate
  let isOne: Bool
  let isTrap: Bool
  /// From the words alone, that the answer is other than what stands.
  let chance: Double
  let weighed: ChangeFinder.Weighed
  /// How much likelier the evidence is if the answer is other than what stands.
  let ratio: Double
  let reason: Suspicion.Reason?
  let p: Double?

  init(
    _ candidate: Candidate, _ suspicion: Suspicion?, _ material: QueueMaterial, _ ground: ChangeFinder.Ground,
    _ finder: inout ChangeFinder
  ) {
    let (first, second) = (Int(candidate.first), Int(candidate.second))
    isOne = ground.partition.unitOf[first] == ground.partition.unitOf[second]
    let features = PairFeatures(material.profiles[first], material.profiles[second])
    isTrap = features.isTrap
    reason = isOne ? suspicion?.reason ?? features.traps.first : nil
    p = isOne ? suspicion?.p : nil
    self.candidate =
      reason == nil
      ? candidate
      : Candidate(kind: .suspect, first: candidate.first, second: candidate.second, cosine: candidate.cosine)
    chance = material.chance.chance(
      self.candidate, features, sameKey: material.keys[first] == material.keys[second], isOne: isOne)
    weighed = finder.weighed(self.candidate)
    // Beyond this, variances that were estimated say nothing more.
    let ratio = exponential(max(-20, min(20, isOne ? -weighed.likeness : weighed.likeness)))
    // Two operations may do as much good as each other: scores that agree do not clear words that contradict.
    self.ratio = isOne && isTrap ? max(1, ratio) : ratio
  }
}

extension [PairLook] {
  /// Pairs that are held to be one and pairs that are not are shifted each by what they say. Traps are not: how often
  /// they are wrong has nothing to do with tau.
  var entries: [QueueEntry] {
    let shifts = [shift(isOne: false), shift(isOne: true)]
    let none = ChanceShift(chances: [], ratios: [])
    return map { look in
      let shift = look.isTrap ? none : shifts[look.isOne ? 1 : 0]
      return QueueEntry(
        look.candidate, look.weighed.change, chance: shift.chance(look.chance, ratio: look.ratio),
        reason: look.reason, p: look.p, likeness: look.weighed.likeness)
    }
  }

  private func shift(isOne: Bool) -> ChanceShift {
    let looks = filter { $0.isOne == isOne && !$0.isTrap }
    return ChanceShift(chances: looks.map(\.chance), ratios: looks.map(\.ratio))
  }
}
