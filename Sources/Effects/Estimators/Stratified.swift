import Basics

/// `stratified`: tasks of one stratum, with the item against without it.
///
/// Assumes that within a stratum it was as good as chance which tasks got the item. Complexity: O(items in contexts).
public enum Stratified {
  /// Nil where fewer than `enough` tasks stand on either side of strata that have both.
  static func interval(_ sums: StratumSums, enough: Int) -> Interval? {
    guard min(sums.matched, sums.without) >= Double(enough), sums.weight > 0 else { return nil }
    let mean = sums.weighted / sums.weight
    let variance = sums.degrees > 0 ? sums.spread / sums.degrees / sums.weight : .infinity
    let half = 1.959_963_984_540_054 * variance.squareRoot()
    return Interval(estimate: mean, low: mean - half, high: mean + half)
  }

  /// Of one item by how well it seemed to fit: fifths of all tasks for which that is known.
  package static func byRelevance(_ tasks: [(relevance: Double, outcome: Double, hasItem: Bool)])
    -> StratumSums
  {
    let sorted = tasks.enumerated().sorted {
      ($0.element.relevance, $0.offset) < ($1.element.relevance, $1.offset)
    }.map(\.element)
    var sums = StratumSums()
    for fifth in 0..<5 {
      let share = sorted[sorted.count * fifth / 5..<sorted.count * (fifth + 1) / 5]
      sums.add(totals(share.filter(\.hasItem).map(\.outcome)), of: totals(share.map(\.outcome)))
    }
    return sums
  }

  private static func totals(_ outcomes: [Double]) -> (n: Double, sum: Double, squares: Double) {
    (Double(outcomes.count), outcomes.reduce(0, +), outcomes.reduce(0) { $0 + $1 * $1 })
  }
}

/// What makes tasks alike.
public enum EffectStrata: String, Sendable, CaseIterable {
  /// One scene and one batch.
  case scene
  /// One name.
  case task
  /// About the same score of the retrieval.
  case relevance
}
