import Basics

/// The effect of one item by its lots.
///
/// Draws count by the bound that they have, so that tasks of an experiment with bold rates are not drowned by those of one
/// with cautious rates: the weight is known before the draw, so the estimate is that of a weighted mean effect. The interval
/// is the normal one, for one look.
public struct LotEstimate: Sendable, Equatable {
  public let interval: Interval
  /// By inverse probability weights alone, without what was expected of a task.
  public let plain: Interval
  public let included: Int
  public let held: Int

  /// Nil unless the item was included and held out `enough` times each.
  init?(_ sums: [LotSums], enough: Int) {
    let (included, held) = sums.reduce((0.0, 0.0)) { ($0.0 + $1.included, $0.1 + $1.held) }
    guard min(included, held) >= Double(enough) else { return nil }
    (self.included, self.held) = (Int(included), Int(held))
    interval = LotEstimate.interval(sums, \.sum, \.squares)
    plain = LotEstimate.interval(sums, \.plain, \.plainSquares)
  }

  private static func interval(
    _ sums: [LotSums], _ sum: KeyPath<LotSums, Double>, _ squares: KeyPath<LotSums, Double>
  ) -> Interval {
    var (weighted, weights) = (0.0, 0.0)
    for (step, sums) in sums.enumerated() {
      weighted += sums[keyPath: sum] / LotBounds.bounds[step]
      weights += sums.count / LotBounds.bounds[step]
    }
    let mean = weighted / weights
    var variance = 0.0
    for (step, sums) in sums.enumerated() where sums.count > 0 {
      let spread = sums[keyPath: squares] - 2 * mean * sums[keyPath: sum] + sums.count * mean * mean
      variance += spread / (LotBounds.bounds[step] * LotBounds.bounds[step])
    }
    let half = 1.959_963_984_540_054 * variance.squareRoot() / weights
    return Interval(estimate: mean, low: mean - half, high: mean + half)
  }
}
