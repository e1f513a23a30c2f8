import Basics

/// What the interval about a drifting mean needs to go on, for observations in 0…1.
struct DriftingMean: MeanEstimate {
  private let grid: DriftGrid
  private let budget: Double
  private var count = 0.0
  private var sum = 0.0
  private var squares = 0.0
  private var centre = 0.5

  init(alpha: Double) { self.init(alpha: alpha, grid: DriftGrid()) }

  /// With a grid that several share.
  init(alpha: Double, grid: DriftGrid) {
    self.grid = grid
    budget = naturalLogarithm(2 * Double(grid.stakes.count) / alpha)
  }

  mutating func take(_ value: Double) {
    squares += 4 * (value - centre) * (value - centre)
    sum += value
    count += 1
    centre = (0.5 + sum) / (count + 1)
  }

  var interval: Interval? {
    guard count > 0 else { return nil }
    var half = 1.0
    for (stake, growth) in zip(grid.stakes, grid.growths) {
      half = min(half, (budget + squares * growth) / (stake * count))
    }
    let mean = sum / count
    return Interval(estimate: mean, low: max(0, mean - half), high: min(1, mean + half))
  }
}

/// Twelve stakes from 0.61 downwards, each smaller than the one before by the same factor, and how each grows.
struct DriftGrid {
  let stakes = (1...12).map { exponential(-0.5 * Double($0)) }
  let growths: [Double]

  init() { growths = stakes.map { stakeGrowth($0) } }
}
