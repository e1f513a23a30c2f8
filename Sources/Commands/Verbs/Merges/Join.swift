import Analyses
import Answers
import Basics
import Identity
import Language
import Sessions

enum JoinCommand: StudyCommand {
  static let manual = Manual(
    verb: "join", group: .merges, effect: .study,
    summary: "rules that two units are one operation",
    words: [Positional("UNIT", .operation), Positional("UNIT", .operation)],
    flags: [Flag("because", .text, "the reason, kept with the decision")],
    details: """
      A unit is named by its number, or by any wording in it. All members of both come together, and whoever is \
      close to either's first wording joins them. Recorded as same, with the fingerprints of both units' first \
      wordings.
      """,
    examples: [
      Example("join U28 U41 --because \"one thing in two wordings\"", "two units become one"),
      Example("join b1p1 b2p3", "the units that hold two proposals"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let analysis = turn.analysis
    for word in call.words { try turn.refuseStale(word) }
    let units = try call.words.map { try analysis.unit(named: $0) }
    guard units[0] != units[1] else { throw CommandFault.oneUnitAlready(unitName(units[0])) }
    let founders = try units.map { try analysis.name(of: Int(try analysis.units().founder[$0])) }
    return try NamedRuling(.same, because: call["because"]).apply(to: founders, &turn)
  }
}
