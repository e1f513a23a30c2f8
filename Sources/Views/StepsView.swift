import Analyses
import Columns
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

  package func table() throws -> Table {
    let (rows, columns) = (try rows(), ShownColumns(ReplayedStep.columns))
    let last = try columns.rows(Array(rows.suffix(limit ?? rows.count)))
    return Table("steps", columns.columns, rows: last)
  }

  func rows() throws -> [ReplayedStep] {
    let trace = try analysis.trace()
    var recorded = Array(repeating: 0, count: trace.batches.count)
    for application in trace.applied { recorded[Int(application.batch)] += 1 }
    return replay.summaries.enumerated().map { index, summary in
      let batch = trace.batches[index]
      return ReplayedStep(
        step: index + 1, batch: batch.number, epoch: batch.epoch, summary: summary, recorded: recorded[index])
    }
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
