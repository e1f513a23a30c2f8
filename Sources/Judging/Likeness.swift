import Basics
import Identity
import Scoring

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

  /// What was scored of each unit.
  private let levels: [EntryLevel]
  /// How far scores lie about the means of their operations: it depends on no partition.
  private let within: Scatter

  /// Complexity: O(entries + units).
  init(_ deltas: OperationDeltas, _ partition: Partition) {
    let levels = (0..<partition.unitCount).map { Likeness.level(of: $0, partition, deltas) }
    self.init(Scatter(deltas), levels)
  }

  /// The same for other units, where deltas may have been appended. Complexity: O(units), and O(entries) of the units that
  /// are others; O(entries) of all where deltas were appended.
  func following(_ passage: UnitPassage, _ deltas: OperationDeltas, _ partition: Partition) -> Likeness {
    let within = deltas.lineage.is(within.lineage) ? within : Scatter(deltas)
    return Likeness(within, passage.column(levels) { Likeness.level(of: $0, partition, deltas) })
  }

  private init(_ within: Scatter, _ levels: [EntryLevel]) {
    (self.within, self.levels, noise) = (within, levels, within.noise)
    (centre, spread) = Likeness.between(levels, within.noise)
  }

  private static func level(of unit: Int, _ partition: Partition, _ deltas: OperationDeltas) -> EntryLevel {
    var level = EntryLevel()
    for member in partition.members(of: unit) {
      deltas.forEachEntry(of: Int(member)) { level.add($0.mean) }
    }
    return level
  }

  /// Variance of unit means, less what noise adds to it.
  private static func between(_ levels: [EntryLevel], _ noise: Double) -> (centre: Double, spread: Double) {
    var (count, sum) = (0, 0.0)
    for level in levels where level.count > 0 { (count, sum) = (count + 1, sum + level.mean) }
    guard count > 1 else { return (0, 0) }
    let centre = sum / Double(count)
    var squares = 0.0
    for level in levels where level.count > 0 {
      squares = squares + (level.mean - centre) * (level.mean - centre) - noise / level.count
    }
    return (centre, max(0, squares / Double(count - 1)))
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

/// How far what operations were scored in a batch lies about their means.
private struct Scatter: Sendable {
  let lineage: Lineage
  let noise: Double

  /// Complexity: O(entries).
  init(_ deltas: OperationDeltas) {
    var (squares, degrees) = (0.0, 0.0)
    for operation in 0..<deltas.operationCount {
      var own = (level: EntryLevel(), squares: 0.0)
      deltas.forEachEntry(of: operation) { entry in
        own.level.add(entry.mean)
        own.squares += entry.mean * entry.mean
      }
      guard own.level.count > 1 else { continue }
      squares += max(0, own.squares - own.level.sum * own.level.mean)
      degrees += own.level.count - 1
    }
    (noise, lineage) = (degrees > 0 ? squares / degrees : 0, deltas.lineage)
  }
}
