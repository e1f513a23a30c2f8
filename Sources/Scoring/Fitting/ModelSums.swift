import Basics

/// What units expect of the figures of a model, added up: the step of expectation (Dempster, Laird and Rubin 1977) for a
/// normal prior with a point mass, in closed form per unit.
struct ModelSums: Sendable {
  private var none = 0.0
  private var some = 0.0
  private var first = 0.0
  private var firstSquare = 0.0
  private var lureWeight = 0.0
  private var lure = 0.0
  private var error = 0.0
  private var observations = 0.0
  private(set) var logDensity = 0.0

  /// In one order, whatever the workers. Complexity: O(units).
  static func of(_ units: [UnitStatistics], _ model: PosteriorModel, _ workers: Workers) -> ModelSums {
    let pieces = (units.count + piece - 1) / piece
    let parts = workers.map { part in
      workers.share(part, of: pieces).map { number in
        var sums = ModelSums()
        sums.add(units[(number * piece)..<min(units.count, (number + 1) * piece)], model)
        return sums
      }
    }
    var all = ModelSums()
    for part in parts { for sums in part { all.add(sums) } }
    return all
  }

  private static let piece = 1024

  private mutating func add(_ units: ArraySlice<UnitStatistics>, _ model: PosteriorModel) {
    let logNoise = naturalLogarithm(model.noise)
    let (logNone, logSome) = (max(-1e9, naturalLogarithm(model.none)), naturalLogarithm(1 - model.none))
    for unit in units {
      let (still, moving) = (logNone + unit.logDensityOfNone(model), logSome + unit.logDensityOfSome(model))
      let distance = quickExponential(-min(600, abs(still - moving)))
      let share = still > moving ? 1 / (1 + distance) : distance / (1 + distance)
      logDensity +=
        max(still, moving) + naturalLogarithm(1 + distance) + unit.logDensity(model, logNoise: logNoise)
      add(unit, model, none: share)
    }
  }

  @inline(__always)
  private mutating func add(_ unit: UnitStatistics, _ model: PosteriorModel, none share: Double) {
    let (mean, variance) = unit.first(model)
    let moving = unit.square - 2 * mean * unit.projection + unit.precision * (mean * mean + variance)
    let still = unit.stillSquare - unit.firstWeight * model.lure * (2 * unit.firstValue - model.lure)
    none += share
    some += 1 - share
    first += (1 - share) * mean
    firstSquare += (1 - share) * (mean * mean + variance)
    lureWeight += share * unit.firstWeight
    lure += share * unit.firstWeight * unit.firstValue
    error += share * still + (1 - share) * moving
    observations += unit.count
  }

  private mutating func add(_ other: ModelSums) {
    none += other.none
    some += other.some
    first += other.first
    firstSquare += other.firstSquare
    lureWeight += other.lureWeight
    lure += other.lure
    error += other.error
    observations += other.observations
    logDensity += other.logDensity
  }

  /// The figures that these sums make likeliest, beside `prior`.
  func model(after model: PosteriorModel, _ prior: ModelPrior, keepingNone: Bool) -> PosteriorModel {
    var next = model
    next.mean = first / (some + 1)
    next.variance =
      (firstSquare - 2 * next.mean * first + some * next.mean * next.mean + next.mean * next.mean
        + prior.variance / 2) / (some + 2)
    next.noise = (error + prior.variance / 2) / (observations + 1)
    next.lure = lure / (lureWeight + model.noise / prior.variance)
    if !keepingNone { next.none = min(0.99, max(1e-6, none / (none + some))) }
    return next
  }
}

/// What is thought of a model before the log is seen: as much as one unit and one observation would say. Of use only to logs
/// that say next to nothing themselves; half of the size of deltas is then noise, half worth.
struct ModelPrior: Sendable {
  /// The mean square of the log's deltas.
  let variance: Double

  func logDensity(_ model: PosteriorModel) -> Double {
    let noise = naturalLogarithm(model.noise) + variance / 2 / model.noise
    let worth =
      2 * naturalLogarithm(model.variance) + (variance / 2 + model.mean * model.mean) / model.variance
    return -0.5 * (noise + worth + model.lure * model.lure / variance)
  }
}

extension PosteriorModel {
  /// How likely the observations of all units are together, as a logarithm; for heavy tails a bound from below.
  package func logDensity(of observations: Observations, unitCount: Int) -> Double {
    var estimator = UnitEstimator()
    let units = (0..<unitCount).filter { !observations.range(of: $0).isEmpty }
    let statistics = units.map { estimator.statistics(observations, $0, self) }
    return ModelSums.of(statistics, self, .one).logDensity
  }
}
