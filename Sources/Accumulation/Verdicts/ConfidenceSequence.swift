/// Intervals for the mean of bounded observations that hold at all times at once: with probability 1 - alpha, the mean
/// is never outside, however often one looks.
public enum ConfidenceSequence {
  /// The predictable plug-in empirical Bernstein interval (Waudby-Smith and Ramdas 2024, theorem 2) after the last
  /// observation, cut to where all earlier ones overlap. For observations in -bound…bound that share one mean,
  /// given what came before. Nil without observations. Complexity: O(n).
  public static func steady(_ deltas: some Sequence<Double>, bound: Double, alpha: Double) -> Interval? {
    var state = PlugIn(alpha: alpha)
    var (low, high) = (0.0, 1.0)
    for delta in deltas {
      state.take(unit(delta, bound))
      (low, high) = (max(low, state.centre - state.half), min(high, state.centre + state.half))
    }
    guard state.count > 0 else { return nil }
    // Bounds that crossed mean that the mean was not one and the same.
    if low > high { (low, high) = (min(low, state.mean), max(high, state.mean)) }
    return Interval(estimate: back(state.mean, bound), low: back(low, bound), high: back(high, bound))
  }

  /// For a mean that may drift: covers the average, up to now, of the means given what came before. Each stake of a
  /// grid gives an interval with its part of alpha, and the narrowest counts (Howard et al. 2021, section 3).
  /// Complexity: O(n · stakes).
  public static func drifting(_ deltas: some Sequence<Double>, bound: Double, alpha: Double) -> Interval? {
    let stakes = (1...12).map { exponential(-0.5 * Double($0)) }
    var (sum, squares, count, centre) = (0.0, 0.0, 0.0, 0.5)
    for delta in deltas {
      let value = unit(delta, bound)
      squares += 4 * (value - centre) * (value - centre)
      sum += value
      count += 1
      centre = (0.5 + sum) / (count + 1)
    }
    guard count > 0 else { return nil }
    let budget = naturalLogarithm(2 * Double(stakes.count) / alpha)
    let half = stakes.map { (budget + squares * growth($0)) / ($0 * count) }.min() ?? 1
    let mean = sum / count
    return Interval(
      estimate: back(mean, bound), low: back(max(0, mean - half), bound),
      high: back(min(1, mean + half), bound))
  }

  /// `(-ln(1 - lambda) - lambda) / 4`, which bounds how a stake grows by the variance (Fan, Grama and Liu 2015).
  static func growth(_ stake: Double) -> Double { (-naturalLogarithm(1 - stake) - stake) / 4 }

  private static func unit(_ delta: Double, _ bound: Double) -> Double {
    (max(-bound, min(bound, delta)) / bound + 1) / 2
  }

  private static func back(_ value: Double, _ bound: Double) -> Double { (2 * value - 1) * bound }
}

/// What the plug-in interval needs to go on, for observations in 0…1.
private struct PlugIn {
  private let logarithm: Double
  private(set) var count = 0.0
  private var sum = 0.5
  private var squares = 0.25
  private var stakes = 0.0
  private var staked = 0.0
  private var grown = 0.0

  init(alpha: Double) { logarithm = naturalLogarithm(2 / alpha) }

  mutating func take(_ value: Double) {
    let before = (mean: sum / (count + 1), variance: squares / (count + 1))
    count += 1
    let wanted = (2 * logarithm / (before.variance * count * naturalLogarithm(1 + count))).squareRoot()
    let stake = min(wanted, 0.5)
    stakes += stake
    staked += stake * value
    grown += 4 * (value - before.mean) * (value - before.mean) * ConfidenceSequence.growth(stake)
    sum += value
    let mean = sum / (count + 1)
    squares += (value - mean) * (value - mean)
  }

  /// The plain mean of what was observed.
  var mean: Double { (sum - 0.5) / count }
  var centre: Double { staked / stakes }
  var half: Double { (logarithm + grown) / stakes }
}
