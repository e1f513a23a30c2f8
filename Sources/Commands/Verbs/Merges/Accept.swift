import Answers
import Identity
import Language
import Sessions

enum AcceptCommand: StudyCommand {
  static let manual = Manual(
    verb: "accept", group: .merges, effect: .study,
    summary: "rules that the pair in a row of the last merges table is one operation",
    words: [Positional("ROW", .count)],
    flags: [Flag("because", .text, "the reason, kept with the decision")],
    details: """
      Recorded as same with the fingerprints of the row's wordings. The two wordings of a suspect are in one unit already, so \
      that one might mean the suspicion: the shell asks for same ROW or different ROW there.
      """,
    examples: [
      Example("accept 1", "joins the pair in row 1", after: "load datasets/kitchen.jsonl; merges")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try NamedRuling(.same, because: call["because"]).apply(toPairOfRow: call.words[0], &turn)
  }
}
