import Analyses
import Answers
import Language
import Sessions
import Studies
import Tables
import TraceLogs

enum SealCommand: StudyCommand {
  static let manual = Manual(
    verb: "seal", group: .evidence, effect: .study,
    summary: "freezes settings and decisions, so that later batches certify",
    flags: [
      Flag("after", .count, "how many batches were looked at; all that are loaded is the default"),
      Flag("batches", .text, "what those batches must hold; recorded by itself"),
    ],
    details: """
      Settings chosen and merges ruled after a look at the evidence flatter it. A seal freezes them: from then on only \
      batches after the sealed ones count for verdicts. Load the next log and verdicts speaks of it alone.

      What verdicts rest on breaks the seal when it changes: embedder, tau, signal, baseline, clip, alpha, margin, \
      interval and any decision. The statement that breaks it says so, and every verdict is exploratory from then on. \
      Changing back does not mend it, undo does; seal again seals anew, after all batches that are loaded by then. beta, \
      the accumulator and the settings of pool and memory may change: no verdict rests on them.

      The statement is recorded with a hash over the sealed batches; a replay over others warns.
      """,
    examples: [
      Example("seal", "batches loaded from now on certify"),
      Example("seal --after 12", "the first twelve were explored, the rest certify"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    let trace = try turn.analysis.trace()
    let count = trace.batches.count
    let after = try call["after"].map { try batches($0, in: call, turn) } ?? count
    let digest = try trace.sealDigest(ofFirst: after, pulse: turn.pulse)
    if let recorded = call["batches"], recorded != digest {
      turn.warnings.append(
        "the first \(counted(after, "batch", "batches")) are others than those that were sealed")
    }
    turn.study.seal = Seal(after: after, batches: digest, basis: VerdictBasis(turn.study))
    call.record("after", "\(after)")
    call.record("batches", call["batches"] ?? digest)
    turn.recorded = call.canonical
    return answer(after, digest, turn.study.standing(batchCount: count))
  }

  /// A recorded seal may speak of more batches than another log has.
  private static func batches(_ text: String, in call: Call, _ turn: Turn) throws -> Int {
    if call.has("batches"), let after = Int(text), (0...Int(Int32.max)).contains(after) { return after }
    return try turn.analysis.step(text, for: "--after")
  }

  private static func answer(_ after: Int, _ digest: String, _ standing: VerdictStanding) -> Answer {
    let columns: [Column] = [.number("after"), .text("batches"), .text("status")]
    let row: [Cell] = [.integer(after), .text(digest), .text(standing.status)]
    return Answer([.said(standing.sentence), .data(Table("seal", columns, rows: [row]))])
  }
}
