import Answers
import Identity
import Language
import Sessions

enum DifferentCommand: StudyCommand {
  static let manual = Manual(
    verb: "different", group: .merges, effect: .study,
    summary: "rules that wordings are not one operation, each from each",
    words: [Positional("WORDING", .operation), Positional("WORDING", .operation, repeats: true)],
    flags: NamedRuling.flags,
    details: """
      Operations are named as for same. No unit will hold two operations that are ruled different, whatever their \
      cosine.
      """,
    examples: [
      Example("different b3p7 b5p5 --because \"the other order\"", "keeps two look-alikes apart")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try NamedRuling(.different, call).apply(to: call.words, &turn)
  }
}
