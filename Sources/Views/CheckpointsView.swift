import Analyses
import Memory
import Tables

/// The evals up to where the replay is, and the snapshots of the bank that they keep.
package struct CheckpointsView {
  package let analysis: Analysis

  package init(analysis: Analysis) {
    self.analysis = analysis
  }

  package func reached() throws -> [Checkpoint] {
    let position = try analysis.position()
    return checkpoints(of: try analysis.trace()).filter { $0.step <= position }
  }

  package func table() throws -> Table {
    let columns: [Column] = [
      .number("epoch", essential: true), .text("split"), .number("score", essential: true),
      .number("step", essential: true), .number("bank"), .text("kept", essential: true),
      .text("best", essential: true), .number("since_best"),
    ]
    let (reached, replay) = (try reached(), try analysis.replay())
    let best = reached.last { $0.isKept }
    let rows = reached.map { point -> [Cell] in
      [
        .integer(point.epoch), .text(point.split), .number(point.score, places: 4), .integer(point.step),
        .integer(replay.summaries[point.step - 1].bank), .flag(point.isKept), .flag(point == best),
        .integer(point.sinceBest),
      ]
    }
    return Table("checkpoints", columns, rows: rows)
  }
}
