import Basics

/// What is known of one unit: with probability `none` it is worth nothing; else its worth is normal.
public struct UnitWorth: Sendable, Equatable {
  public let none: Double
  /// Mean and standard deviation of its worth where it is worth something.
  package let centre: Double
  package let spread: Double

  /// The mean of its worth.
  public var mean: Double { (1 - none) * centre }

  /// The standard deviation of its worth.
  public var deviation: Double {
    ((1 - none) * (spread * spread + none * centre * centre)).squareRoot()
  }

  /// The chance that it helps: that its worth is above 0.
  public var chance: Double { (1 - none) * NormalDistribution.quickProbability(atMost: centre / spread) }

  /// The chance that it harms.
  public var risk: Double { (1 - none) * NormalDistribution.quickProbability(atMost: -centre / spread) }

  /// `chance` and `risk`.
  var chances: (chance: Double, risk: Double) {
    let (above, below) = NormalDistribution.quickProbabilities(atMost: centre / spread)
    return ((1 - none) * above, (1 - none) * below)
  }

  /// Where the interval that holds its worth with probability 0.95 begins, and where it ends.
  public var low: Double { interval(risk).low }
  public var high: Double { interval(risk).high }

  @inline(__always)
  func interval(_ risk: Double) -> (low: Double, high: Double) {
    (quantile(0.025, risk), quantile(0.975, risk))
  }

  /// A number to rank units by: those whose interval lies above 0 come first, by its lower end, then those whose interval
  /// holds 0, by the mean of their worth, then those whose interval lies below 0, by its upper end. One observation leads
  /// no several that speak for a unit: units of one stand where means pass 0, by their chance.
  func support(count: Int, chance: Double, _ low: Double, _ high: Double) -> Double {
    guard count > 1 else { return chance * 1e-9 }
    if low > 0 { return 2 + UnitWorth.squeezed(low) }
    return high < 0 ? UnitWorth.squeezed(high) - 2 : UnitWorth.squeezed(mean)
  }

  /// Between -1 and 1, in the same order.
  private static func squeezed(_ number: Double) -> Double { number / (1 + abs(number)) }

  /// The value that its worth lies at or below with probability `p`.
  public func quantile(_ p: Double) -> Double { quantile(p, risk) }

  private func quantile(_ p: Double, _ risk: Double) -> Double {
    if p < risk { return value(p / (1 - none)) }
    return p <= risk + none ? 0 : value((p - none) / (1 - none))
  }

  private func value(_ p: Double) -> Double { centre + spread * NormalDistribution.quickQuantile(p) }
}

extension UnitStatistics {
  /// By how much likelier the observations are, as a logarithm, if the unit is worth nothing.
  @inline(__always)
  func preferenceForNone(_ model: PosteriorModel) -> Double {
    logDensityOfNone(model) - logDensityOfSome(model)
  }

  /// Up to a term that is the same for both.
  @inline(__always)
  func logDensityOfNone(_ model: PosteriorModel) -> Double {
    let lure = model.lure
    let error = stillSquare - firstWeight * lure * (2 * firstValue - lure)
    return -0.5 * (stillLogDeterminant + error / model.noise)
  }

  @inline(__always)
  func logDensityOfSome(_ model: PosteriorModel) -> Double {
    let ratio = model.variance / model.noise
    let growth = 1 + ratio * precision
    let offset = projection - model.mean * precision
    let error = square - model.mean * (projection + offset) - offset * offset * ratio / growth
    return -0.5 * (logDeterminant + naturalLogarithm(growth) + error / model.noise)
  }

  /// Mean and variance of the worth at the first observation, if there is any.
  @inline(__always)
  func first(_ model: PosteriorModel) -> (mean: Double, variance: Double) {
    let growth = model.noise + model.variance * precision
    return (
      (model.variance * projection + model.noise * model.mean) / growth, model.variance * model.noise / growth
    )
  }

  func chanceOfNone(_ model: PosteriorModel) -> Double { chanceOfNone(model, model.logOddsOfNone) }

  private func chanceOfNone(_ model: PosteriorModel, _ logOdds: Double) -> Double {
    guard model.none > 0 else { return 0 }
    let odds = logOdds + preferenceForNone(model)
    return 1 / (1 + quickExponential(-max(-600, min(600, odds))))
  }

  /// What is known of the unit's worth at its last observation.
  func worth(_ model: PosteriorModel) -> UnitWorth { worth(model, logOddsOfNone: model.logOddsOfNone) }

  /// The same for many units: what is the same for all of them is reckoned once.
  func worth(_ model: PosteriorModel, logOddsOfNone: Double) -> UnitWorth {
    let first = first(model)
    let variance = model.noise * spread + carry * carry * first.variance
    return UnitWorth(
      none: chanceOfNone(model, logOddsOfNone), centre: start + carry * first.mean,
      spread: variance.squareRoot())
  }
}
