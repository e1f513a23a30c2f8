import Columns
import Memory
import Tables

/// A step of a replay in figures.
struct ReplayedStep {
  let step: Int
  let batch: Int
  let epoch: Int?
  let summary: StepSummary
  let recorded: Int

  private var coverage: Double? {
    summary.scorable > 0 ? Double(summary.scored) / Double(summary.scorable) : nil
  }

  static let columns: [StudyColumn<[ReplayedStep]>] = [
    count("step", "the batch's place in time, from 1", .essential) { $0.step },
    count("batch", "the batch's number in the log") { $0.batch },
    .integer("epoch", "the log's epoch") { rows in { .optional(rows[$0].epoch) } },
    count("k", "how many units might be applied", .essential) { $0.summary.budget },
    count("entered", "units that came into the pool") { $0.summary.entered },
    count("applied", "edits applied", .essential) { $0.summary.applied },
    count("skipped", "edits skipped", .essential) { $0.summary.skipped },
    count("evicted", "units that left", .essential) { $0.summary.evicted },
    count("pool", "units in the pool afterwards", .essential) { $0.summary.pool },
    count("bank", "items in the bank afterwards", .essential) { $0.summary.bank },
    count("unscored", "units in the pool that the log does not score") { $0.summary.unscored },
    .real("coverage", "the part that it does score", .essential) { rows in
      { .optional(rows[$0].coverage, places: 2) }
    },
    count("recorded", "edits that the log's own run applied") { $0.recorded },
  ]

  private static func count(
    _ name: String, _ summary: String, _ showing: ColumnShowing = .shown,
    _ value: @escaping @Sendable (ReplayedStep) -> Int
  ) -> StudyColumn<[ReplayedStep]> {
    .integer(name, summary, showing) { rows in { .integer(value(rows[$0])) } }
  }
}
