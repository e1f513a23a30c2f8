import Basics
import Identity

extension SeenPair {
  /// From the words alone, that the answer is other than what stands; and what evidence says on it.
  /// Complexity: O(1).
  func entry(_ answers: AnswerChance, _ weigher: TrialWeigher) -> QueueEntry {
    let weighed = weigher.weighed(trial, of: candidate)
    let chance = answers.chance(candidate, features, sameKey: isOfOneKey, isOne: isOne, close: close)
    return QueueEntry(
      candidate, weighed.change, chance: chance, reason: reason, p: p, likeness: weighed.likeness)
  }

  /// How much likelier the evidence is if the answer is other than what stands.
  func ratio(_ likeness: Double) -> Double {
    // Beyond this, variances that were estimated say nothing more.
    let ratio = exponential(max(-20, min(20, isOne ? -likeness : likeness)))
    // Two operations may do as much good as each other: scores that agree do not clear words that contradict.
    return isOne && features.isTrap ? max(1, ratio) : ratio
  }
}

/// Weighs the pairs of a queue against each other: pairs that are held to be one and pairs that are not are shifted each
/// by what they say. Traps are not: how often they are wrong has nothing to do with tau.
struct QueueShift {
  private let apart: ChanceShift
  private let one: ChanceShift
  private static let none = ChanceShift(ChanceOdds())

  /// `ratios` are how much likelier the evidence is if the answer is other than what stands.
  init(_ pairs: [SeenPair], _ entries: [QueueEntry], _ ratios: [Double]) {
    var (apart, one) = (ChanceOdds(), ChanceOdds())
    for place in pairs.indices where !pairs[place].features.isTrap {
      if pairs[place].isOne {
        one.append(entries[place].chance, ratios[place])
      } else {
        apart.append(entries[place].chance, ratios[place])
      }
    }
    (self.apart, self.one) = (ChanceShift(apart), ChanceShift(one))
  }

  func chance(_ pair: SeenPair, _ chance: Double, ratio: Double) -> Double {
    let shift = pair.features.isTrap ? QueueShift.none : pair.isOne ? one : apart
    return shift.chance(chance, ratio: ratio)
  }
}
