import Basics
import Identity
import Memory
import Scoring
import TraceLogs

/// One study under two settings, side by side. Units are matched by the operation that founded them, as in
/// `Movement`.
package struct Comparison {
  package struct Pair {
    package let founder: Int
    /// The unit on either side; nil where the operation founds none there.
    package let units: (Int?, Int?)
    package let values: (Double?, Double?)
    /// 0 where the unit has no observations.
    package let ranks: (Int32, Int32)
    package let verdicts: (Verdict?, Verdict?)
    /// Whether the replay to the end applies the unit.
    package let isApplied: (Bool, Bool)
  }

  package let sides: (Analysis, Analysis)
  /// By the first side's ranking, then what is a unit on the second side only, by that one's.
  package let pairs: [Pair]

  package init(_ first: Analysis, _ second: Analysis) throws {
    sides = (first, second)
    let partitions = (try first.units(), try second.units())
    let evidence = (try first.evidence(), try second.evidence())
    let units = (Comparison.units(partitions.0), Comparison.units(partitions.1))
    let verdicts = (try first.verdicts().verdict, try second.verdicts().verdict)
    let applied = (try Comparison.applied(first), try Comparison.applied(second))
    let ranked =
      evidence.0.ranking.map { partitions.0.founder[Int($0)] }
      + evidence.1.ranking.map { partitions.1.founder[Int($0)] }.filter { units.0[$0] == nil }
    pairs = ranked.map { founder in
      let own = (units.0[founder], units.1[founder])
      return Pair(
        founder: Int(founder), units: own,
        values: (own.0.flatMap { evidence.0.mhat[$0] }, own.1.flatMap { evidence.1.mhat[$0] }),
        ranks: (own.0.map { evidence.0.rank[$0] } ?? 0, own.1.map { evidence.1.rank[$0] } ?? 0),
        verdicts: (own.0.map { verdicts.0[$0] }, own.1.map { verdicts.1[$0] }),
        isApplied: (
          own.0.map { applied.0.contains(Int32($0)) } ?? false,
          own.1.map { applied.1.contains(Int32($0)) } ?? false
        ))
    }
  }

  private static func applied(_ analysis: Analysis) throws -> Set<Int32> {
    let replay = try analysis.replay(at: analysis.trace().batches.count)
    return Set(replay.events.lazy.filter { $0.kind == .applied }.map(\.unit))
  }

  private static func units(_ partition: Partition) -> [Int32: Int] {
    Dictionary(uniqueKeysWithValues: partition.founder.enumerated().map { ($1, $0) })
  }

  /// Pairs with a value on both sides.
  package var matched: [Pair] { pairs.filter { $0.ranks.0 > 0 && $0.ranks.1 > 0 } }

  /// Nil where there is too little to correlate.
  package var correlation: Double? {
    let values = matched.compactMap { pair in pair.values.0.flatMap { a in pair.values.1.map { (a, $0) } } }
    return rankCorrelation(values.map(\.0), values.map(\.1))
  }

  /// How many places among the first `top` go to another unit. Where one side ranks fewer, as many as it has
  /// are compared with what the other has.
  package func differing(top: Int) -> Int {
    func isAbove(_ rank: Int32) -> Bool { rank > 0 && rank <= top }
    let (first, second) = (pairs.count { isAbove($0.ranks.0) }, pairs.count { isAbove($0.ranks.1) })
    let both = pairs.count { isAbove($0.ranks.0) && isAbove($0.ranks.1) }
    return max(first, second) - both
  }
}
