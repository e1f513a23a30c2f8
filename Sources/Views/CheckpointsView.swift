import Analyses
import Columns
import Memory
import Studies
import Tables

/// The evals up to where the replay is, and the snapshots of the bank that they keep.
package struct CheckpointsView {
  package let analysis: Analysis

  package init(analysis: Analysis) {
    self.analysis = analysis
  }

  package func reached() throws -> [Checkpoint] {
    let position = try analysis.position()
    return checkpoints(of: try analysis.trace(), rules: analysis.study.settings.pool).filter {
      $0.step <= position
    }
  }

  package func table() throws -> Table {
    let columns = ShownColumns(ReachedCheckpoint.columns)
    return Table("checkpoints", columns.columns, rows: try columns.rows(try rows()))
  }

  func rows() throws -> [ReachedCheckpoint] {
    let (reached, replay) = (try reached(), try analysis.replay())
    let best = reached.last { $0.isKept }
    return reached.map { point in
      ReachedCheckpoint(
        point: point, bank: replay.bankCount(after: point.step), isBest: point == best)
    }
  }
}

extension CheckpointsView {
  /// Before the first batch there is the bank that the log begins with.
  private func bank(_ replay: Replay, after step: Int) -> Int {
    step > 0 ? replay.summaries[step - 1].bank : Replay(replay.material, rules: replay.rules).bank.count
  }
}

/// An eval that the replay has reached.
struct ReachedCheckpoint {
  let point: Checkpoint
  let bank: Int
  let isBest: Bool

  static let columns: [StudyColumn<[ReachedCheckpoint]>] = [
    .integer("epoch", "the epoch", .essential) { rows in { .integer(rows[$0].point.epoch) } },
    .text("split", "the split") { rows in { .text(rows[$0].point.split) } },
    .real("score", "the score", .essential) { rows in { .number(rows[$0].point.score, places: 4) } },
    .integer("step", "the step after which it was", .essential) { rows in
      { .integer(rows[$0].point.step) }
    },
    .integer("bank", "items in the bank") { rows in { .integer(rows[$0].bank) } },
    .flag("kept", "1 where it beat all before it", .essential) { rows in { .flag(rows[$0].point.isKept) } },
    .flag("best", "1 for the best", .essential) { rows in { .flag(rows[$0].isBest) } },
    .integer("since_best", "evals since the best") { rows in { .integer(rows[$0].point.sinceBest) } },
  ]
}
