import Analyses
import Memory
import Tables
import TraceLogs

/// The replay batch by batch, in figures.
package struct StepsView {
  package let analysis: Analysis
  package let replay: Replay
  package var limit: Int?

  package init(analysis: Analysis, replay: Replay, limit: Int? = nil) {
    (self.analysis, self.replay, self.limit) = (analysis, replay, limit)
  }

  static let columns: [Column] = [
    .number("step", essential: true), .number("batch"), .number("epoch"), .number("k", essential: true),
    .number("entered"), .number("applied", essential: true), .number("skipped", essential: true),
    .number("evicted", essential: true), .number("pool", essential: true), .number("bank", essential: true),
    .number("unscored"), .number("coverage", essential: true), .number("recorded"),
  ]

  package func table() throws -> Table {
    let trace = try analysis.trace()
    var recorded = Array(repeating: 0, count: trace.batches.count)
    for application in trace.applied { recorded[Int(application.batch)] += 1 }
    let rows = replay.summaries.enumerated().map { index, step -> [Cell] in
      let coverage = step.scorable > 0 ? Double(step.scored) / Double(step.scorable) : nil
      return [
        .integer(index + 1), .integer(trace.batches[index].number), .optional(trace.batches[index].epoch),
        .integer(step.budget), .integer(step.entered), .integer(step.applied), .integer(step.skipped),
        .integer(step.evicted), .integer(step.pool), .integer(step.bank), .integer(step.unscored),
        .optional(coverage, places: 2), .integer(recorded[index]),
      ]
    }
    return Table("steps", StepsView.columns, rows: rows.suffix(limit ?? rows.count))
  }

  /// What the last step did to units: applied, skipped, evicted, in that order of events.
  package func lastStep() throws -> Table {
    let columns: [Column] = [
      .text("event", essential: true), .text("unit", essential: true), .number("mhat", essential: true),
      .text("type"), .text("anchor"), .text("why", essential: true),
      .text("content", flexible: true, essential: true),
    ]
    let words = ReplayWording(replay)
    let last = replay.events.reversed().prefix { Int($0.step) == replay.step }.reversed()
    let rows = try last.compactMap { event -> [Cell]? in
      guard let name = words.name(event) else { return nil }
      let told = try UnitText(event.unit, analysis)
      return [
        .text(name), .text(unitName(event.unit)), .optional(event.mhat, places: 2), told.type, told.anchor,
        .optional(words.why(event)), told.content,
      ]
    }
    return Table("step", columns, rows: rows)
  }
}
