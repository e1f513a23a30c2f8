import Basics

/// What units expect of the figures of a model, added up: the step of expectation (Dempster, Laird and Rubin 1977) for a
/// normal prior with a point mass, in closed form per unit.
struct ModelSums: Sendable {
  private var none = SIMD8<Double>()
  private var some = SIMD8<Double>()
  private var first = SIMD8<Double>()
  private var firstSquare = SIMD8<Double>()
  private var lureWeight = SIMD8<Double>()
  private var lure = SIMD8<Double>()
  private var error = SIMD8<Double>()
  private var observations = SIMD8<Double>()
  private var densities = SIMD8<Double>()

  /// In one order, whatever the workers. Complexity: O(units).
  static func of(_ units: [UnitLanes], _ model: PosteriorModel, _ workers: Workers) -> ModelSums {
    let pieces = (units.count + piece - 1) / piece
    let parts = workers.map { part in
      workers.share(part, of: pieces).map { number in
        var sums = ModelSums()
        sums.add(units[(number * piece)..<min(units.count, (number + 1) * piece)], ModelFigures(model))
        return sums
      }
    }
    var all = ModelSums()
    for part in parts { for sums in part { all.add(sums) } }
    return all
  }

  private static let piece = 128

  var logDensity: Double { densities.sum() }

  private mutating func add(_ units: ArraySlice<UnitLanes>, _ model: ModelFigures) {
    for unit in units {
      let (still, moving) = (model.logDensityOfNone(unit), model.logDensityOfSome(unit))
      let gap = still - moving
      let isStill = gap .> 0
      let distance = quickExponential(
        -pointwiseMin(SIMD8(repeating: 600), gap.replacing(with: -gap, where: .!isStill)))
      let lesser = distance / (1 + distance)
      let share = (1 / (1 + distance)).replacing(with: lesser, where: .!isStill)
      densities +=
        unit.alive * (pointwiseMax(still, moving) + naturalLogarithm(1 + distance) + model.logDensity(unit))
      add(unit, model, none: share * unit.alive)
    }
  }

  @inline(__always)
  private mutating func add(_ unit: UnitLanes, _ model: ModelFigures, none share: SIMD8<Double>) {
    let (mean, variance) = model.first(unit)
    let moving = unit.square - 2 * mean * unit.projection + unit.precision * (mean * mean + variance)
    let still = unit.stillSquare - unit.firstWeight * model.lure * (2 * unit.firstValue - model.lure)
    let rest = unit.alive - share
    none += share
    some += rest
    first += rest * mean
    firstSquare += rest * (mean * mean + variance)
    lureWeight += share * unit.firstWeight
    lure += share * unit.firstWeight * unit.firstValue
    error += share * still + rest * moving
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
    densities += other.densities
  }

  /// The figures that these sums make likeliest, beside `prior`.
  func model(after model: PosteriorModel, _ prior: ModelPrior, keepingNone: Bool) -> PosteriorModel {
    let (some, first, firstSquare) = (some.sum(), first.sum(), firstSquare.sum())
    let none = none.sum()
    var next = model
    next.mean = first / (some + 1)
    next.variance =
      (firstSquare - 2 * next.mean * first + some * next.mean * next.mean + next.mean * next.mean
        + prior.variance / 2) / (some + 2)
    next.noise = (error.sum() + prior.variance / 2) / (observations.sum() + 1)
    next.lure = lure.sum() / (lureWeight.sum() + model.noise / prior.variance)
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
    let observations = observations.flat
    let units = (0..<unitCount).filter { !observations.range(of: $0).isEmpty }
    let statistics = units.map { estimator.statistics(observations, $0, self) }
    return ModelSums.of(UnitLanes.of(statistics), self, .one).logDensity
  }
}
