import Analyses
import Answers
import Language
import Memory
import Sessions
import Tables
import Views

enum CheckpointCommand: StudyCommand {
  static let manual = Manual(
    verb: "checkpoint", group: .memory, effect: .look,
    summary: "shows the snapshots of the bank that better evals keep",
    details: """
      At the end of an epoch an eval that is better than all before keeps a snapshot of the bank; evidence and pool \
      do not roll back. The split val decides, or the split of the log's first eval where there is none. since_best \
      is the patience spent: how many evals ago the best one was. The scores are those of the recorded run.
      """,
    examples: [Example("checkpoint", "which epoch's bank to keep")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let view = CheckpointsView(analysis: turn.analysis)
    let reached = try view.reached()
    let place = try ReplayPlace(turn.analysis).hint(at: turn.analysis.position())
    guard let best = reached.last(where: \.isKept), let last = reached.last else {
      return Answer([.said("no epoch with an eval has ended here" + place), .data(try view.table())])
    }
    let since = last.sinceBest == 0 ? "the last one" : "\(counted(last.sinceBest, "eval")) ago"
    let line =
      "best \(fixed(best.score, places: 4)) after epoch \(best.epoch), \(since)   memory --at \(best.step) shows it"
    return Answer([.said(line + place), .table(try view.table())])
  }
}
