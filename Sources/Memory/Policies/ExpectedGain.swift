import Scoring

/// Applies what has the greatest expected gain and takes back what is expected to harm, by the posterior of what has been
/// scored so far: a unit's expected gain is the mean of its worth, less that of the standing unit whose words it would replace.
///
/// Both errors cost what they do to memory: to apply what harms costs its worth, and to leave out what helps costs its worth,
/// so that the mean decides (Raiffa and Schlaifer 1961). The model is fitted anew whenever a tenth more has been scored.
struct ExpectedGain: Policy {
  static let source = "Bayes' decision under a local level model: docs/method.md, Posterior"

  private let conditions: BatchConditions
  private var known: [Int32] = []
  private var isKnown: Set<Int32> = []
  private var unit: [Int32] = []
  private var batch: [Int32] = []
  private var delta: [Double] = []
  private var fittedCount = 0
  private var model: PosteriorModel?
  private var means: [Double?] = []

  init(conditions: BatchConditions) { self.conditions = conditions }

  mutating func decide(_ sight: PolicySight) -> PolicyMoves {
    for unit in sight.proposed where isKnown.insert(unit).inserted { known.append(unit) }
    for score in sight.scores where isKnown.contains(score.unit) {
      unit.append(score.unit)
      batch.append(Int32(truncatingIfNeeded: sight.step - 1))
      delta.append(score.delta)
    }
    learn()
    let harmful = sight.standing.filter { worth(of: $0) < 0 }
    let standing = Set(sight.standing)
    let candidates = known.compactMap { unit -> PolicySight.Score? in
      guard !standing.contains(unit), sight.wouldChange(unit) else { return nil }
      let gain = worth(of: unit) - (sight.displaced(by: unit).map { max(0, worth(of: $0)) } ?? 0)
      return gain > 0 ? .init(unit: unit, delta: gain) : nil
    }
    return PolicyMoves(withdraw: harmful, apply: sight.best(candidates, sight.budget), asked: known)
  }

  private func worth(of unit: Int32) -> Double { Int(unit) < means.count ? means[Int(unit)] ?? 0 : 0 }

  private mutating func learn() {
    let count = Int(known.max() ?? -1) + 1
    let observations = Observations(unitCount: count, unit: unit, batch: batch, delta: delta)
    if delta.count * 10 > fittedCount * 11 {
      model = Posterior(observations, unitCount: count, conditions: conditions).model
      fittedCount = delta.count
    }
    means = Posterior(observations, unitCount: count, model: model).mean
  }
}
