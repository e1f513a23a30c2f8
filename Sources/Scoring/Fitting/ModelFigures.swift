import Basics

/// The figures of a model, and what they say of eight units at once, as `UnitStatistics` says it of one. What is the same for
/// all units is reckoned once.
struct ModelFigures {
  let lure: Double
  private let mean: Double
  private let variance: Double
  private let noise: Double
  private let ratio: Double
  private let perNoise: Double
  private let logNoise: Double
  private let logNone: Double
  private let logSome: Double

  init(_ model: PosteriorModel) {
    (mean, variance, noise, lure) = (model.mean, model.variance, model.noise, model.lure)
    (ratio, perNoise) = (model.variance / model.noise, 1 / model.noise)
    logNoise = naturalLogarithm(model.noise) + 1.837_877_066_409_345_5
    (logNone, logSome) = (max(-1e9, naturalLogarithm(model.none)), naturalLogarithm(1 - model.none))
  }

  /// That a unit is worth nothing, times how likely its observations are then; up to a term that is the same for both.
  @inline(__always)
  func logDensityOfNone(_ unit: UnitLanes) -> SIMD8<Double> {
    let error = unit.stillSquare - unit.firstWeight * lure * (2 * unit.firstValue - lure)
    return logNone - 0.5 * (unit.stillLogDeterminant + error * perNoise)
  }

  @inline(__always)
  func logDensityOfSome(_ unit: UnitLanes) -> SIMD8<Double> {
    let growth = 1 + ratio * unit.precision
    let offset = unit.projection - mean * unit.precision
    let error = unit.square - mean * (unit.projection + offset) - offset * offset * ratio / growth
    return logSome - 0.5 * (unit.logDeterminant + naturalLogarithm(growth) + error * perNoise)
  }

  /// The term that is the same for both.
  @inline(__always)
  func logDensity(_ unit: UnitLanes) -> SIMD8<Double> { -0.5 * unit.count * logNoise - unit.logGain }

  /// Mean and variance of the worth at the first observation, if there is any.
  @inline(__always)
  func first(_ unit: UnitLanes) -> (mean: SIMD8<Double>, variance: SIMD8<Double>) {
    let growth = 1 / (noise + variance * unit.precision)
    return ((variance * unit.projection + noise * mean) * growth, variance * noise * growth)
  }
}
