import Analyses
import Language
import Tables
import TraceLogs

/// Two settings side by side: what each unit is worth under either.
package struct ComparisonView {
  package let comparison: Comparison
  package let top: Int
  package var limit: Int?

  package init(comparison: Comparison, top: Int, limit: Int? = nil) {
    (self.comparison, self.top, self.limit) = (comparison, top, limit)
  }

  package static let columns: [Column] = [
    .text("unit", essential: true), .text("name"), .number("value1", essential: true),
    .number("value2", essential: true), .number("rank1", essential: true),
    .number("rank2", essential: true), .number("change"), .text("verdict1"), .text("verdict2"),
    .text("applied", essential: true),
    .text("content", flexible: true, essential: true),
  ]

  package func table() throws -> Table {
    let shown = comparison.pairs.prefix(limit ?? comparison.pairs.count)
    let cut =
      shown.count < comparison.pairs.count
      ? ["\(shown.count) of \(counted(comparison.pairs.count, "unit"))"] : []
    return Table(
      "compare", ComparisonView.columns, rows: try shown.map(row),
      footer: (cut + [agreement, leaders, appliedWords, verdictWords]).joined(separator: " · "))
  }

  /// The footer's figures, for programs.
  package func summary() -> Table {
    let columns: [Column] = [
      .number("matched"), .number("spearman"), .number("top"), .number("differing"),
      .number("applied1"), .number("applied2"), .number("applied_both"),
    ]
    let row: [Cell] = [
      .integer(comparison.matched.count), .optional(comparison.correlation, places: 4), .integer(top),
      .integer(comparison.differing(top: top)), .integer(appliedCounts.first),
      .integer(appliedCounts.second), .integer(appliedCounts.both),
    ]
    return Table("agreement", columns, rows: [row])
  }

  private var agreement: String {
    let value = comparison.correlation.map { fixed($0, places: 3) } ?? "none"
    return "Spearman \(value) over \(counted(comparison.matched.count, "unit"))"
  }

  private var leaders: String {
    "\(comparison.differing(top: top)) of the top \(top) differ"
  }

  private func row(_ pair: Comparison.Pair) throws -> [Cell] {
    let analysis = comparison.sides.0
    let (ranks, isRanked) = (pair.ranks, pair.ranks.0 > 0 && pair.ranks.1 > 0)
    return [
      pair.units.0.map { .text(unitName($0)) } ?? .missing,
      .text(try analysis.name(of: pair.founder).description),
      .optional(pair.values.0, places: 2), .optional(pair.values.1, places: 2), place(ranks.0),
      place(ranks.1),
      isRanked ? .integer(Int(ranks.0 - ranks.1)) : .missing,
      .optional(pair.verdicts.0?.rawValue), .optional(pair.verdicts.1?.rawValue), applied(pair),
      .text(try analysis.content(of: pair.founder)),
    ]
  }

  private var appliedCounts: (first: Int, second: Int, both: Int) {
    let pairs = comparison.pairs
    return (
      pairs.count { $0.isApplied.0 }, pairs.count { $0.isApplied.1 },
      pairs.count { $0.isApplied.0 && $0.isApplied.1 }
    )
  }

  private var appliedWords: String {
    let counts = appliedCounts
    return "applied \(counts.first) and \(counts.second), \(counts.both) of them by both"
  }

  /// Over what is a unit on both sides.
  private var verdictWords: String {
    let differing = comparison.pairs.count { pair in
      guard let first = pair.verdicts.0, let second = pair.verdicts.1 else { return false }
      return first != second
    }
    return "\(counted(differing, "verdict")) \(differing == 1 ? "differs" : "differ")"
  }

  /// By which side the unit is applied.
  private func applied(_ pair: Comparison.Pair) -> Cell {
    switch pair.isApplied {
    case (true, true): "both"
    case (true, false): "first"
    case (false, true): "second"
    case (false, false): .missing
    }
  }

  private func place(_ rank: Int32) -> Cell { rank > 0 ? .integer(Int(rank)) : .missing }
}
