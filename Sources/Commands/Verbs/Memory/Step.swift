import Analyses
import Answers
import Language
import LiveRuns
import Memory
import Optimizing
import Sessions
import Studies
import Tables
import TraceLogs
import Views

enum StepCommand: StudyCommand {
  static let manual = Manual(
    verb: "step", group: .memory, effect: .study,
    summary: "takes the replay one batch forward, or N, and says what became of units, and why",
    words: [Positional("N", .count, optional: true)],
    flags: [
      Flag("live", nil, "brings the open run to the end of its batch instead: proposes, scores, applies")
    ] + LiveFlags.spending.map { Flag($0.name, $0.value, "with --live: \($0.summary)") },
    showsTable: true,
    details: """
      The first step is batch 1. memory, pool and checkpoint then show the replay where it stands; undo takes a step \
      back. k is how many units could be selected; of the units in the pool, the log scores so many.
      """,
    examples: [
      Example("step", "the first batch"),
      Example("step 3", "the first three", after: "load datasets/kitchen.jsonl"),
      Example("step", "the eighth", after: "load datasets/kitchen.jsonl; apply --to 7"),
      Example("step --live", "a batch of a run with a model", after: LiveExamples.begun),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    if call.has("live") { return try LiveExamples.perform(call, .phase(.stepped), &turn) }
    if let flag = LiveFlags.spending.first(where: { call.has($0.name) }) {
      throw StatementFault.needsFlag(flag.name, other: "live")
    }
    let count = try turn.analysis.trace().batches.count
    let done = turn.study.position ?? 0
    guard done < count else { throw CommandFault.replayAtEnd(batches: count) }
    let wanted = try call.words.first.map { try steps($0) } ?? 1
    // Asked for first, so that the next step goes on from it.
    _ = try turn.analysis.replay(at: done)
    turn.study.position = min(count, done + wanted)
    let analysis = turn.analysis
    let replay = try analysis.replay()
    let table = try StepsView(analysis: analysis, replay: replay).lastStep()
    let place = try ReplayPlace(analysis).hint(at: replay.step)
    return Answer([.said(try line(replay, analysis) + place)] + (table.rows.isEmpty ? [] : [.table(table)]))
  }

  private static func steps(_ text: String) throws -> Int {
    guard let count = Int(text), count > 0 else {
      throw StatementFault.badValue(name: "N", seen: text, expected: "a number of batches from 1")
    }
    return count
  }

  private static func line(_ replay: Replay, _ analysis: Analysis) throws -> String {
    guard let step = replay.summaries.last else { return "" }
    let batch = try analysis.trace().batches[replay.step - 1]
    let place = "step \(replay.step) of \(replay.material.batchCount), batch \(batch.number)"
    let parts = [
      "k \(step.budget)", "\(step.entered) entered", "\(step.applied) applied", "\(step.skipped) skipped",
      "\(step.evicted) evicted", "\(step.scored) of \(step.scorable) scored",
    ]
    return "\(place)   \(parts.joined(separator: " · "))   pool \(step.pool), bank \(step.bank)"
  }
}
