import Basics
import Identity

/// What is known of a pair on the queue before all pairs are weighed against each other.
struct PairLook: Sendable {
  let candidate: Candidate
  let isOne: Bool
  let isTrap: Bool
  /// From the words alone, that the answer is other than what stands.
  let chance: Double
  let weighed: TrialWeigher.Weighed
  /// How much likelier the evidence is if the answer is other than what stands.
  let ratio: Double
  let reason: Suspicion.Reason?
  let p: Double?

  /// Complexity: O(1).
  init(_ seen: SeenPair, _ answers: AnswerChance, _ weigher: TrialWeigher) {
    (candidate, isOne, reason, p) = (seen.candidate, seen.isOne, seen.reason, seen.p)
    isTrap = seen.features.isTrap
    chance = answers.chance(
      candidate, seen.features, sameKey: seen.isOfOneKey, isOne: isOne, close: seen.close)
    weighed = weigher.weighed(seen.trial, of: candidate)
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
    var (chances, ratios) = ([Double](), [Double]())
    for look in self where look.isOne == isOne && !look.isTrap {
      chances.append(look.chance)
      ratios.append(look.ratio)
    }
    return ChanceShift(chances: chances, ratios: ratios)
  }
}
