import Analyses
import Basics
import Identity
import Query
import Scoring
import Studies
import Tables

/// The columns of `verdicts` by unit.
package enum VerdictsTable {
  /// What is not shown where it says nothing.
  package static let ofMean: Set = ["mean_low", "mean_high", "scale"]
  package static let ofMedian: Set = ["median_low", "median_high"]

  package static let columns: [StudyColumn<UnitSource>] = [
    UnitsTable.column("unit").shown(.essential),
    column(.integer, "n", "observations that count") { verdicts in { .integer(Int(verdicts.n[$0])) } },
    column(.text, "verdict", "stable, harmful, negligible, scene-specific, fading or undecided", .essential) {
      verdicts in
      { .text(verdicts.verdict[$0].rawValue) }
    },
    column(.real, "e_helps", "what betting that it helps has made of 1; 1e15 is all that is more") {
      verdicts in
      { eValue(verdicts.logHelps[$0]) }
    },
    column(.real, "e_harms", "what betting that it harms has made of 1") { verdicts in
      { eValue(verdicts.logHarms[$0]) }
    },
    column(.real, "mean_low", "where the anytime-valid interval for the mean begins", .essential) {
      verdicts in
      { .optional(verdicts.low[$0], places: 2) }
    },
    column(.real, "mean_high", "where the anytime-valid interval for the mean ends", .essential) { verdicts in
      { .optional(verdicts.high[$0], places: 2) }
    },
    .real("median_low", "where the anytime-valid interval for the median begins", .essential) { source in
      let intervals = try source.analysis.medianIntervals()
      return { .optional(intervals[$0]?.low, places: 2) }
    },
    .real("median_high", "where the anytime-valid interval for the median ends", .essential) { source in
      let intervals = try source.analysis.medianIntervals()
      return { .optional(intervals[$0]?.high, places: 2) }
    },
    .real("mean", "the plain mean of the deltas that count", .essential) { source in
      let means = try source.analysis.countingMeans()
      return { .optional(means[$0], places: 2) }
    },
    .text("rests_on", "signs, usual sizes or sizes up to a clip; whether the mean says otherwise") {
      source in
      let basis = try source.analysis.verdictBases()
      return { .text(basis[$0]) }
    },
    .text("scale", "what the interval is about: delta or sign") { source in
      let scale = try source.analysis.verdictScale()
      return { _ in .text(scale) }
    },
    column(.integer, "needed", "batches it would take to decide at the present rate") { verdicts in
      { .optional(verdicts.needed[$0]) }
    },
    .text("status", "sealed where only batches after a seal count; exploratory or broken else") { source in
      let status = try source.analysis.standing().status
      return { _ in .text(status) }
    },
    UnitsTable.column("content").shown(.long), UnitsTable.column("name").shown(.essential),
  ]

  private static func column(
    _ kind: ColumnSchema.Kind, _ name: String, _ summary: String, _ showing: ColumnShowing = .shown,
    _ reader: @escaping @Sendable (Verdicts) -> OpenTable.Reader
  ) -> StudyColumn<UnitSource> {
    StudyColumn(ColumnSchema(name, kind, summary), showing) { reader(try $0.analysis.verdicts()) }
  }
}

extension StudyTable {
  /// Rows are units in the order of their numbers.
  package static let verdicts = StudyTable(
    "verdicts", "what is certain of each unit, and what that rests on", of: { try UnitSource($0) },
    count: { $0.partition.unitCount }, VerdictsTable.columns)
}

/// An e-value of this logarithm. Above 1e15 the figure says nothing more.
package func eValue(_ logarithm: Double) -> Cell {
  let value = exponential(min(logarithm, naturalLogarithm(1e15)))
  return .number(min(value, 1e15), places: 2)
}

extension Analysis {
  /// What intervals are about.
  func verdictScale() throws -> String { try verdictTerms().bound == nil ? "sign" : "delta" }
}
