import Basics

/// Intervals for the mean of bounded observations that hold at all times at once: with probability 1 - alpha, the mean
/// is never outside, however often one looks.
public enum ConfidenceSequence {
  public enum Kind: String, CaseIterable, Sendable {
    /// For one mean that stays, given what came before.
    case steady
    /// For a mean that may drift: about the average so far.
    case drifting
  }

  /// The predictable plug-in empirical Bernstein interval (Waudby-Smith and Ramdas 2024, theorem 2) after the last
  /// observation, cut to where all earlier ones overlap. For observations in -bound…bound that share one mean,
  /// given what came before. Nil without observations. Complexity: O(n).
  public static func steady(_ deltas: some Sequence<Double>, bound: Double, alpha: Double) -> Interval? {
    var state = SteadyMean(alpha: alpha)
    for delta in deltas { state.take(unit(delta, bound)) }
    return back(state.interval, bound)
  }

  /// For a mean that may drift: covers the average, up to now, of the means given what came before. Each stake of a
  /// grid gives an interval with its part of alpha, and the narrowest counts (Howard et al. 2021, section 3).
  /// Complexity: O(n + stakes).
  public static func drifting(_ deltas: some Sequence<Double>, bound: Double, alpha: Double) -> Interval? {
    var state = DriftingMean(alpha: alpha)
    for delta in deltas { state.take(unit(delta, bound)) }
    return back(state.interval, bound)
  }

  /// The interval after each observation. Complexity: O(n), for drifting O(n · stakes).
  public static func course(
    _ kind: Kind, of deltas: some Sequence<Double>, bound: Double, alpha: Double
  ) -> [Interval] {
    switch kind {
    case .steady: course(SteadyMean(alpha: alpha), deltas, bound)
    case .drifting: course(DriftingMean(alpha: alpha), deltas, bound)
    }
  }

  private static func course(
    _ state: some MeanEstimate, _ deltas: some Sequence<Double>, _ bound: Double
  ) -> [Interval] {
    var state = state
    return deltas.compactMap { delta in
      state.take(unit(delta, bound))
      return back(state.interval, bound)
    }
  }

  /// Half of an interval of level `alpha` about n observations in 0…1 is at least this, divided by n: what the largest stake
  /// leaves is `2 ln(2/alpha) / n`, or `ln(24/alpha) / (0.61 n)` where the mean may drift.
  static func leastHalf(alpha: Double) -> Double { 1.6 * naturalLogarithm(2 / alpha) }

  @inline(__always)
  static func unit(_ delta: Double, _ bound: Double) -> Double {
    (max(-bound, min(bound, delta)) / bound + 1) / 2
  }

  static func back(_ interval: Interval?, _ bound: Double) -> Interval? {
    interval.map {
      Interval(
        estimate: (2 * $0.estimate - 1) * bound, low: (2 * $0.low - 1) * bound,
        high: (2 * $0.high - 1) * bound)
    }
  }
}

/// An interval for a mean as observations in 0…1 come.
protocol MeanEstimate {
  mutating func take(_ value: Double)
  /// Nil without observations.
  var interval: Interval? { get }
}
