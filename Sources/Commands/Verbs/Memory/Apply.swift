import Analyses
import Answers
import Language
import Memory
import Sessions
import Studies
import Tables
import TraceLogs
import Views

enum ApplyCommand: StudyCommand {
  static let manual = Manual(
    verb: "apply", group: .memory, effect: .study,
    summary: "runs the replay of pool and memory to the end, with a row per batch",
    flags: [
      Flag("to", .count, "to batch N instead; a smaller one goes back"),
      Flag("recorded", nil, "which units the log's applied records took, beside those of the replay"),
      Flag("limit", .count, "only the last N batches"),
    ],
    showsTable: true,
    details: """
      k is how many units could be selected; entered, applied, skipped and evicted count units of that batch; pool \
      and bank are what they were after it. unscored are units in the pool without a score in this batch, coverage \
      the share of those with one. Where it is low, the log says little about what this replay would have needed to \
      know. recorded counts what the recorded run applied.
      """,
    examples: [
      Example("apply", "the whole log"),
      Example("apply --recorded", "what was applied then, and what would be now"),
      Example("apply --to 7", "the first seven batches"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let count = try turn.analysis.trace().batches.count
    let goal = try call["to"].map { try turn.analysis.step($0, for: "--to") } ?? count
    turn.study.position = goal
    let analysis = turn.analysis
    let replay = try analysis.replay()
    let limit = try call.count(of: "limit")
    let table =
      call.has("recorded")
      ? try RecordedView(analysis: analysis, replay: replay).table()
      : try StepsView(analysis: analysis, replay: replay, limit: limit).table()
    return Answer([.said(line(replay)), .table(table)])
  }

  private static func line(_ replay: Replay) -> String {
    let coverage = replay.coverage.map { "   coverage \(fixed($0, places: 2))" } ?? ""
    let before = Replay(replay.material, rules: replay.rules).bank.count
    return "\(counted(replay.step, "batch", "batches"))   \(replay.appliedCount) applied"
      + "   bank \(before) -> \(replay.bank.count)\(coverage)"
  }
}
