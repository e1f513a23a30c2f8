/// What strata say of one item: in each, tasks that had it are held against tasks that had not.
///
/// Strata are weighted as Mantel and Haenszel (1959) do, by n₁n₀/(n₁+n₀), which is the inverse of the variance where all
/// outcomes vary alike.
public struct StratumSums: Sendable, Equatable {
  /// Tasks with the item, and the sum of their outcomes.
  public var with = 0.0
  public var sum = 0.0
  /// Those of them in strata that have tasks without it too, and how many such tasks without it.
  public var matched = 0.0
  public var without = 0.0
  public var weight = 0.0
  public var weighted = 0.0
  /// Sums of squares about the means of both sides, and their degrees of freedom.
  public var spread = 0.0
  public var degrees = 0.0

  public init() {}

  /// `item` is n, the sum and the sum of squares of the outcomes with it; `all` the same of the whole stratum.
  mutating func add(
    _ item: (n: Double, sum: Double, squares: Double), of all: (n: Double, sum: Double, squares: Double)
  ) {
    with += item.n
    sum += item.sum
    let others = all.n - item.n
    guard others > 0, item.n > 0 else { return }
    let rest = all.sum - item.sum
    let share = item.n * others / all.n
    matched += item.n
    without += others
    weight += share
    weighted += share * (item.sum / item.n - rest / others)
    spread += max(0, item.squares - item.sum * item.sum / item.n)
    spread += max(0, all.squares - item.squares - rest * rest / others)
    degrees += all.n - 2
  }

  static func += (left: inout StratumSums, right: StratumSums) {
    left.with += right.with
    left.sum += right.sum
    left.matched += right.matched
    left.without += right.without
    left.weight += right.weight
    left.weighted += right.weighted
    left.spread += right.spread
    left.degrees += right.degrees
  }
}
