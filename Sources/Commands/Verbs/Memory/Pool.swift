import Analyses
import Answers
import Language
import Memory
import Sessions
import Tables
import Views

enum PoolCommand: StudyCommand {
  static let manual = Manual(
    verb: "pool", group: .memory, effect: .look,
    summary: "shows which units are in the pool after a batch of the replay, and why others left",
    flags: [
      Flag("at", .count, "after batch N; the replay's place is the default"),
      Flag("limit", .count, "how many rows of each table; all is the default"),
    ],
    details: """
      The best come first, as step ranks them. age counts the steps in a row for which a unit was not selected, \
      entered is the step in which it came, scored whether the log scores it in this batch. The second table holds \
      the units that are out, the latest first. docs/method.md has the rules, settings the bounds.
      """,
    examples: [
      Example("pool", "who is in at the end"),
      Example("pool --at 7 --limit 5", "the five best after the seventh batch"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let analysis = turn.analysis
    let step = try call["at"].map { try analysis.step($0, for: "--at") } ?? analysis.position()
    let replay = try analysis.replay(at: step)
    var view = PoolView(analysis: analysis, replay: replay)
    view.limit = try call.count(of: "limit")
    let line =
      "after batch \(step) of \(replay.material.batchCount)   \(counted(replay.pool.count, "unit")) in"
      + (try ReplayPlace(analysis).hint(at: step))
    let left = try view.left()
    let out: [Answer.Block] = left.rows.isEmpty ? [] : [.said("out, and why"), .table(left)]
    return Answer([.said(line), .table(try view.members())] + out)
  }
}
