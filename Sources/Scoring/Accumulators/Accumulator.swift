/// How a unit's observations become one number. Each has a file of its own.
public enum Accumulator: Sendable, Equatable {
  case ema(beta: Double)
  case mean
  /// `share` is left out at either end, from 0 to below 0.5.
  case trimmed(share: Double)
  case median
  case signs
  /// The mean of the last so many; at least 1.
  case window(Int)
  /// The mean of a unit's worth by a model that was fitted to a whole log; without one, 0.
  case posterior(PosteriorModel?)

  /// The accumulators without their parameters.
  public enum Kind: String, Sendable, CaseIterable {
    case ema, mean, trimmed, median, signs, window, posterior
  }
}

extension Accumulator {
  /// The estimate after each of a unit's deltas, in the order of time.
  public func path(of deltas: ArraySlice<Double>) -> [Double] {
    deltas.withUnsafeBufferPointer { deltas in
      switch self {
      case .ema(let beta): path(of: deltas, MovingAverage(beta: beta))
      case .mean: path(of: deltas, Mean())
      case .trimmed(let share): path(of: deltas, TrimmedMean(share: share))
      case .median: path(of: deltas, Median())
      case .signs: path(of: deltas, SignCount())
      case .window(let length): path(of: deltas, Window(length: length))
      case .posterior(let model): path(of: deltas, PosteriorMean(model: model))
      }
    }
  }

  /// The estimate after the last delta; nil without any.
  public func estimate(of deltas: [Double]) -> Double? {
    guard !deltas.isEmpty else { return nil }
    return deltas.withUnsafeBufferPointer { deltas in
      switch self {
      case .ema(let beta): estimate(of: deltas, MovingAverage(beta: beta))
      case .mean: estimate(of: deltas, Mean())
      case .trimmed(let share): estimate(of: deltas, TrimmedMean(share: share))
      case .median: estimate(of: deltas, Median())
      case .signs: estimate(of: deltas, SignCount())
      case .window(let length): estimate(of: deltas, Window(length: length))
      case .posterior(let model): estimate(of: deltas, PosteriorMean(model: model))
      }
    }
  }

  private func estimate(of deltas: UnsafeBufferPointer<Double>, _ estimator: some Estimator) -> Double {
    var estimator = estimator
    return estimator.estimate(of: deltas)
  }

  private func path(of deltas: UnsafeBufferPointer<Double>, _ estimator: some Estimator) -> [Double] {
    var estimator = estimator
    return estimator.path(of: deltas)
  }
}
