import Basics
import Identity

/// How likely an answer differs from what stands, before the evidence of the two is asked: it falls with the distance
/// from tau, and rises with what speaks against the words. After enough answers a model of them takes over.
public struct AnswerChance: Sendable {
  private let tau: Cosine
  private let model: AnswerModel?

  /// At tau itself as often as not; this far from it, a third of that.
  private static let reach = 0.08

  public init(tau: Cosine, model: AnswerModel? = nil) {
    self.tau = tau
    self.model = model
  }

  public func chance(_ candidate: Candidate, _ features: PairFeatures, sameKey: Bool, isOne: Bool) -> Double {
    chance(
      candidate, features, sameKey: sameKey, isOne: isOne, close: AnswerChance.close(candidate.cosine, tau))
  }

  /// What the distance from tau alone says.
  static func close(_ cosine: Cosine, _ tau: Cosine) -> Double {
    0.5 * exponential(-abs(cosine.value - tau.value) / AnswerChance.reach)
  }

  func chance(
    _ candidate: Candidate, _ features: PairFeatures, sameKey: Bool, isOne: Bool,
    close: @autoclosure () -> Double
  ) -> Double {
    if let model {
      let same = model.probability(features.vector(cosine: candidate.cosine.value, sameKey: sameKey))
      return isOne ? max(1 - same, features.isTrap ? AnswerChance.ofTrap : 0) : same
    }
    if isOne { return features.isTrap ? AnswerChance.ofTrap : close() }
    return features.isTrap ? 0.2 * close() : close()
  }

  /// That wordings which differ in a number, a negation or their order are two operations.
  private static let ofTrap = 0.7
}

/// Brings chances to what the evidence of the whole log says on how many of its pairs are wrong.
///
/// Each pair has a chance from its words, and a ratio of likelihoods from its evidence. If far fewer ratios speak against
/// pairs than the chances would have it, the chances are too high. One shift of their log odds is fitted, by the highest
/// likelihood with a standard normal prior on it: empirical Bayes for two groups (Efron 2008). Where there is no
/// evidence the shift is 0.
struct ChanceShift: Sendable {
  /// By what odds are multiplied.
  private let factor: Double

  /// Complexity: O(pairs).
  init(_ odds: ChanceOdds) {
    var (low, high) = (-4.0, 4.0)
    while high - low > 1e-3 {
      let middle = (low + high) / 2
      if odds.slope(exponential(middle)) > middle { low = middle } else { high = middle }
    }
    factor = exponential((low + high) / 2)
  }

  func chance(_ chance: Double, ratio: Double) -> Double {
    let odds = ChanceOdds.odds(chance) * factor * ratio
    return odds / (1 + odds)
  }
}

/// The odds of many pairs by their words, and how their evidence multiplies them: four and four, so that sums of them go
/// side by side in one order everywhere.
struct ChanceOdds {
  private var before: [SIMD4<Double>] = []
  private var ratio: [SIMD4<Double>] = []
  private var count = 0

  init(room: Int = 0) {
    before.reserveCapacity((room + 3) / 4)
    ratio.reserveCapacity((room + 3) / 4)
  }

  /// Where nothing is, odds of 0 add nothing.
  mutating func append(_ chance: Double, _ ratio: Double) {
    if count % 4 == 0 {
      before.append(.zero)
      self.ratio.append(.zero)
    }
    before[count / 4][count % 4] = ChanceOdds.odds(chance)
    self.ratio[count / 4][count % 4] = ratio
    count += 1
  }

  /// Of the likelihood where all odds are multiplied by `factor`: how many more pairs are wrong by the evidence than
  /// without it.
  func slope(_ factor: Double) -> Double {
    var sums = SIMD4<Double>.zero
    for place in before.indices {
      let without = before[place] * factor
      let with = without * ratio[place]
      sums += (with - without) / ((1 + with) * (1 + without))
    }
    return sums.sum()
  }

  static func odds(_ chance: Double) -> Double {
    let chance = max(1e-6, min(1 - 1e-6, chance))
    return chance / (1 - chance)
  }
}
