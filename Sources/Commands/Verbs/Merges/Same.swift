import Answers
import Identity
import Language
import Sessions

enum SameCommand: StudyCommand {
  static let manual = Manual(
    verb: "same", group: .merges, effect: .study,
    summary: "rules that wordings are one operation",
    words: [
      Positional("WORDING", .operation), Positional("WORDING", .operation, optional: true, repeats: true),
    ],
    form: "ROW | WORDING WORDING…",
    flags: NamedRuling.flags,
    details: """
      One number is a row of the last merges table, of any kind. A wording is named by its unit (U12, meaning the unit's first wording), its fingerprint (w:1f3a90c2) or a proposal's id. \
      What is recorded is fingerprints, so that a decision holds on every log. Decisions are constraints: their order \
      does not matter, and one that contradicts earlier ones is refused with the chain that says otherwise.
      """,
    examples: [
      Example(
        "same b1p1 b2p3 --because \"same advice, two wordings\"", "joins two wordings that share few words"),
      Example("same 1", "the two of row 1 are one", after: "load datasets/kitchen.jsonl; merges"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try NamedRuling(.same, call).apply(to: call.words, &turn)
  }
}
