import Basics
import Identity

/// What the evidence of two groups of wordings says on whether they are one operation: how much likelier it is if they
/// share one mean than if each has its own.
///
/// Means of operations are taken for normal about a common centre, and what an operation is scored in a batch for normal
/// about its mean, with variances estimated from the log by moments; so the ratio of likelihoods (Good 1950) needs only
/// counts and means. It weighs; nothing is certified by it.
struct Likeness: Sendable {
  /// The variance of one score about the operation's mean.
  private let noise: Double
  /// The variance of means between operations, and what they lie about.
  private let spread: Double
  private let centre: Double

  /// Complexity: O(entries + units).
  init(_ deltas: OperationDeltas, _ partition: Partition) {
    var within = (squares: 0.0, degrees: 0.0)
    var levels = [EntryLevel](repeating: EntryLevel(), count: partition.unitCount)
    for operation in partition.unitOf.indices {
      var own = (level: EntryLevel(), squares: 0.0)
      for entry in deltas.range(of: operation) {
        let delta = deltas.sum[entry] / Double(deltas.count[entry])
        own.level.add(delta)
        own.squares += delta * delta
        levels[Int(partition.unitOf[operation])].add(delta)
      }
      guard own.level.count > 1 else { continue }
      within.squares += max(0, own.squares - own.level.sum * own.level.mean)
      within.degrees += own.level.count - 1
    }
    noise = within.degrees > 0 ? within.squares / within.degrees : 0
    (centre, spread) = Likeness.between(levels.filter { $0.count > 0 }, noise)
  }

  /// Variance of unit means, less what noise adds to it.
  private static func between(_ levels: [EntryLevel], _ noise: Double) -> (centre: Double, spread: Double) {
    guard levels.count > 1 else { return (0, 0) }
    let centre = levels.reduce(0) { $0 + $1.mean } / Double(levels.count)
    let squares = levels.reduce(0) { sum, level in
      sum + (level.mean - centre) * (level.mean - centre) - noise / level.count
    }
    return (centre, max(0, squares / Double(levels.count - 1)))
  }

  /// The natural logarithm of the ratio; 0 where one of them has no evidence, or all have the same.
  func logarithm(_ first: EntryLevel, _ second: EntryLevel) -> Double {
    guard noise > 0, spread > 0, first.count > 0, second.count > 0 else { return 0 }
    let (v1, v2) = (noise / first.count, noise / second.count)
    let count = first.count + second.count
    let pooled = (first.sum + second.sum) / count
    return density(first.mean - second.mean, v1 + v2) + density(pooled - centre, spread + noise / count)
      - density(first.mean - centre, spread + v1) - density(second.mean - centre, spread + v2)
  }

  /// Logarithm of the normal density, but for a constant that the ratio does not need.
  private func density(_ x: Double, _ variance: Double) -> Double {
    -0.5 * (x * x / variance + naturalLogarithm(variance))
  }
}
