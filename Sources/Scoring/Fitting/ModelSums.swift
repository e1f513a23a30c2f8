import Basics
import CSums

/// What units expect of the figures of a model, added up: the step of expectation (Dempster, Laird and Rubin 1977) for a
/// normal prior with a point mass, in closed form per unit. `CSums` adds.
struct ModelSums: Sendable {
  // As in `MaaSums`.
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
    let figures = MaaModel(model)
    let parts = workers.map { part in
      workers.share(part, of: pieces).map { number in
        var sums = ModelSums()
        let end = min(units.count, (number + 1) * piece)
        sums.add(units[(number * piece)..<end], figures, width: workers.width)
        return sums
      }
    }
    var all = ModelSums()
    for part in parts { for sums in part { all.add(sums) } }
    return all
  }

  private static let piece = 128

  var logDensity: Double { densities.sum() }

  private mutating func add(_ units: ArraySlice<UnitLanes>, _ model: MaaModel, width: Int32) {
    units.withUnsafeBufferPointer { units in
      // Safe: both are laid out as the structures of C are, field by field, or no planted model would be found again; the
      // pointers are used during the call only.
      units.withMemoryRebound(to: MaaUnits.self) { units in
        withUnsafeMutablePointer(to: &self) { sums in
          sums.withMemoryRebound(to: MaaSums.self, capacity: 1) { sums in
            withUnsafePointer(to: model) { maa_sums_add(width, units.baseAddress, units.count, $0, sums) }
          }
        }
      }
    }
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

extension MaaModel {
  init(_ model: PosteriorModel) {
    self.init(
      mean: model.mean, variance: model.variance, noise: model.noise, lure: model.lure,
      ratio: model.variance / model.noise, per_noise: 1 / model.noise,
      log_noise: naturalLogarithm(model.noise) + 1.837_877_066_409_345_5,
      log_none: max(-1e9, naturalLogarithm(model.none)), log_some: naturalLogarithm(1 - model.none))
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
