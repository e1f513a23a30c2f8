import Answers
import Identity
import Language
import Sessions

enum DifferentCommand: StudyCommand {
  static let manual = Manual(
    verb: "different", group: .merges, effect: .study,
    summary: "rules that wordings are not one operation, each from each",
    words: [
      Positional("WORDING", .operation), Positional("WORDING", .operation, optional: true, repeats: true),
    ],
    form: "ROW | WORDING WORDING…",
    flags: NamedRuling.flags,
    details: """
      Wordings are named as for same; one number is a row of the last merges table. No unit will hold two wordings that \
      are ruled different, whatever their cosine.
      """,
    examples: [
      Example("different b3p7 b5p5 --because \"the other order\"", "keeps two look-alikes apart"),
      Example("different 2", "the two of row 2 are not one", after: "load datasets/kitchen.jsonl; merges"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try NamedRuling(.different, call).apply(to: call.words, &turn)
  }
}
