import Answers
import Appraisals
import Language
import Scoring
import Sessions
import Studies

enum SignalCommand: StudyCommand {
  static let manual = Manual(
    verb: "signal", group: .settings, effect: .study,
    summary: "chooses how values become deltas, or shows the choice",
    words: [Positional("SIGNAL", .choice(Signal.allCases.map(\.rawValue)), optional: true)],
    form: "[SIGNAL]",
    flags: [
      Flag("clip", .number, "bounds the size of a delta, after all else; or none"),
      Flag("baseline", .choice(Baseline.allCases.map(\.rawValue)), "what values are measured against"),
      Flag("batch", .count, "shows the deltas of the log's batch of that number"),
    ],
    showsTable: true,
    details: """
      continuous: the candidate's value less the baseline's. sign: only whether it did better, worse or the same. \
      rank: by how many places it stands above the baseline, as a share of the places in the call. zscore: the \
      difference in standard deviations of the call. absolute: the value itself, which takes an easy batch for a \
      good operation; it is there to compare. votes takes opinions in the place of scores: of the votes on a \
      wording in a batch, how many more called it helpful than harmful, as a share of all. outcomes takes what tasks say of \
      having the unit's item in the context: by lots where they were drawn, else within the scenes of a batch; only lots \
      certify, and a unit without them is observed, not tested (help effects).

      The baseline is the one scored in the same call, or the median over all values of the batch's calls. What is \
      not given stays as it is. signal --batch N shows for each value of that batch what it was measured against \
      and the delta that came of it.
      """,
    examples: [
      Example("signal sign", "counts only the direction"),
      Example("signal rank --clip 0.5 --baseline batch-median", "all of it at once"),
      Example("signal", "shows what is in use"),
      Example("signal --batch 3", "how every delta of batch 3 came about"),
    ])

  static func effect(of call: Call) -> Manual.Effect {
    call.words.isEmpty && !call.has("clip") && !call.has("baseline") ? .look : .study
  }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let changes = call.changes([.signal], flags: [.clip, .baseline])
    if let batch = call["batch"] {
      guard changes.isEmpty else { throw CommandFault.showsOnly(flag: "batch", verb: manual.verb) }
      return .table(try DeltasView(turn.analysis).table(ofBatch: batch))
    }
    guard changes.isEmpty else { return try SetCommand.change(changes, call, &turn) }
    return .said(turn.study.settings.signalText)
  }
}
