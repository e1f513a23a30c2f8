import Analyses
import Identity
import Scoring
import Studies
import Tables
import TraceLogs

/// The columns of `evidence` by unit. A new one is an entry here, and a line in docs/sql.md.
package enum EvidenceTable {
  package static let columns: [StudyColumn<UnitSource>] = [
    unitColumn("unit", .essential), unitColumn("type"), unitColumn("anchor"),
    .integer("n", "observations: batches in which it was scored", .essential) { source in
      let n = try source.analysis.evidence().n
      return { .integer(Int(n[$0])) }
    },
    .integer(
      "scorings", "how many values these average: two wordings, or two calls, may score it in one batch",
      .hidden
    ) { source in
      let observations = try source.analysis.observations()
      return { .integer(ObservedCount(observations, unit: $0).values) }
    },
    .real("chance", "how probable it is that it helps", .essential) { source in
      let chance = try source.analysis.posterior().chance
      return { .optional(chance[$0], places: 2) }
    },
    .real("low", "its worth lies from here", .essential) { source in
      let low = try source.analysis.posterior().low
      return { .optional(low[$0], places: 2) }
    },
    .real("high", "to here, with probability 0.95", .essential) { source in
      let high = try source.analysis.posterior().high
      return { .optional(high[$0], places: 2) }
    },
    .real("risk", "how probable it is that it harms", .hidden) { source in
      let risk = try source.analysis.posterior().risk
      return { .optional(risk[$0], places: 2) }
    },
    .real("worth", "the mean of what is probable of its worth", .hidden) { source in
      let mean = try source.analysis.posterior().mean
      return { .optional(mean[$0], places: 2) }
    },
    .real("deviation", "the standard deviation of that", .hidden) { source in
      let deviation = try source.analysis.posterior().deviation
      return { .optional(deviation[$0], places: 2) }
    },
    .real("mhat", "what the accumulator made of its deltas", .essential) { source in
      let mhat = try source.analysis.evidence().mhat
      return { .optional(mhat[$0], places: 2) }
    },
    .real("last", "the newest delta") { source in
      let last = try source.analysis.evidence().last
      return { .optional(last[$0], places: 2) }
    },
    .real("share", "the part of positive deltas") { source in
      let share = try source.analysis.evidence().share
      return { .optional(share[$0], places: 2) }
    },
    .text("verdict", "what is certain of it; undecided where nothing is", .essential) { source in
      let verdicts = try source.analysis.verdicts().verdict
      return { .text(verdicts[$0].rawValue) }
    },
    .integer("needed", "batches it would take to decide at the present rate") { source in
      let needed = try source.analysis.verdicts().needed
      return { .optional(needed[$0]) }
    },
    .text("trend", "the course of mhat as a small picture") { source in
      let observations = try source.analysis.observations()
      let accumulator = try source.analysis.accumulator()
      return { unit in
        let path = trajectory(of: unit, in: observations, accumulator: accumulator)
        return path.isEmpty ? .missing : .text(signedSparkline(path))
      }
    },
    .integer("helpful", "votes that call it helpful: opinion, no score") { source in
      let votes = VotesOfUnits(source)
      return { .integer(votes.helpful[$0]) }
    },
    .integer("harmful", "votes that call it harmful") { source in
      let votes = VotesOfUnits(source)
      return { .integer(votes.harmful[$0]) }
    },
    .integer("shared", "observations with a share of what a bundle was scored; they certify nothing") {
      source in
      let shared = try SharedObservations(source.analysis)
      return { .integer(shared.count(of: $0)) }
    },
    unitColumn("wordings"), unitColumn("batches"), unitColumn("content", .long),
    unitColumn("name", .essential),
  ]

  /// Columns that say nothing of this log: of votes, where there are none, and of shares, where nothing is shared.
  package static func idle(_ analysis: Analysis) throws -> Set<String> {
    let trace = try analysis.trace()
    let isSharing = !trace.bundles.isEmpty && analysis.study.settings.deltaRule.bundles == .share
    return Set((trace.votes.isEmpty ? ["helpful", "harmful"] : []) + (isSharing ? [] : ["shared"]))
  }

  /// A column that `units` has, too.
  private static func unitColumn(_ name: String, _ showing: ColumnShowing = .shown)
    -> StudyColumn<UnitSource>
  {
    UnitsTable.column(name).shown(showing)
  }

  /// Rows are units by what is best supported, as the screen shows them.
  package static var table: StudyTable {
    StudyTable(
      "evidence", "what each unit accumulated, what is best supported first", of: { try UnitSource($0) },
      count: { $0.partition.unitCount }, columns.map(ranked))
  }

  private static func ranked(_ column: StudyColumn<UnitSource>) -> StudyColumn<UnitSource> {
    StudyColumn(column.schema) { source in
      let (ranking, reader) = (try source.analysis.posterior().ranking, try column.reader(source))
      return { try reader(Int(ranking[$0])) }
    }
  }
}

extension StudyTable {
  package static let evidence = EvidenceTable.table
}
