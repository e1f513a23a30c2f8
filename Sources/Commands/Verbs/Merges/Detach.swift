import Analyses
import Answers
import Language
import Sessions

enum DetachCommand: StudyCommand {
  static let manual = Manual(
    verb: "detach", group: .merges, effect: .study,
    summary: "rules that one wording does not belong to its unit",
    words: [Positional("WORDING", .operation)],
    flags: [Flag("because", .text, "the reason, kept with the decisions")],
    details: """
      The wording is ruled different from every other member of the unit it is in. It may join another unit. \
      Recorded as split OP --from, with the fingerprints of the members that stay.
      """,
    examples: [
      Example("detach b14p2 --because \"the other order\"", "one wording leaves its unit")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let analysis = turn.analysis
    let unit = try analysis.unit(named: call.words[0])
    let leaving = try Leaving(
      [call.words[0]], from: unit, isApart: false, because: call["because"], analysis)
    return try leaving.rulings.apply(&turn)
  }
}
