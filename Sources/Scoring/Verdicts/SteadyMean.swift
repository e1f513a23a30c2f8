import Basics

/// What the plug-in interval needs to go on, for observations in 0…1.
struct SteadyMean: MeanEstimate {
  private let logarithm: Double
  private let budgets: StakeBudgets
  private var count = 0
  private var sum = 0.5
  private var squares = 0.25
  private var stakes = 0.0
  private var staked = 0.0
  private var grown = 0.0
  /// Where all intervals so far overlap.
  private(set) var low = 0.0
  private(set) var high = 1.0

  init(alpha: Double) { self.init(alpha: alpha, budgets: StakeBudgets(count: 0)) }

  /// With budgets that several share.
  init(alpha: Double, budgets: StakeBudgets) {
    logarithm = naturalLogarithm(2 / alpha)
    self.budgets = budgets
  }

  @inline(__always)
  mutating func take(_ value: Double) {
    let before = (mean: sum / Double(count + 1), variance: squares / Double(count + 1))
    count += 1
    let stake = min((2 * logarithm * budgets[count] / before.variance).squareRoot(), 0.5)
    stakes += stake
    staked += stake * value
    grown += 4 * (value - before.mean) * (value - before.mean) * stakeGrowth(stake)
    sum += value
    let mean = sum / Double(count + 1)
    squares += (value - mean) * (value - mean)
    let (centre, half) = (staked / stakes, (logarithm + grown) / stakes)
    low = max(low, centre - half)
    high = min(high, centre + half)
  }

  var interval: Interval? {
    guard count > 0 else { return nil }
    let mean = (sum - 0.5) / Double(count)
    // Bounds that crossed mean that the mean was not one and the same.
    guard low > high else { return Interval(estimate: mean, low: low, high: high) }
    return Interval(estimate: mean, low: min(low, mean), high: max(high, mean))
  }
}

/// `1 / (t · ln(1 + t))`: how the stake of the t-th observation shrinks. Asked for once per observation and the same
/// for all units, so it is kept.
package struct StakeBudgets {
  private let kept: [Double]

  package init(count: Int) { kept = (0..<max(0, count)).map { StakeBudgets.budget($0 + 1) } }

  /// `t` counts from 1.
  @inline(__always)
  subscript(t: Int) -> Double { t <= kept.count ? kept[t - 1] : StakeBudgets.budget(t) }

  private static func budget(_ t: Int) -> Double { 1 / (Double(t) * naturalLogarithm(Double(t + 1))) }
}
