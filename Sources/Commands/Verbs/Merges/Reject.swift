import Answers
import Identity
import Language
import Sessions

enum RejectCommand: StudyCommand {
  static let manual = Manual(
    verb: "reject", group: .merges, effect: .study,
    summary: "rules that the pair in a row of the last merges table is two operations",
    words: [Positional("ROW", .count)],
    flags: [Flag("because", .text, "the reason, kept with the decision")],
    details: """
      Recorded as different with the fingerprints of the row's wordings. Of a suspect the shell asks for same ROW or \
      different ROW, as for accept.
      """,
    examples: [
      Example(
        "reject 2 --because \"not the same\"", "keeps the pair in row 2 apart",
        after: "load datasets/kitchen.jsonl; merges")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try NamedRuling(.different, because: call["because"]).apply(toPairOfRow: call.words[0], &turn)
  }
}
