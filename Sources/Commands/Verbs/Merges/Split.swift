import Analyses
import Answers
import Language
import Sessions
import TraceLogs

enum SplitCommand: StudyCommand {
  static let manual = Manual(
    verb: "split", group: .merges, effect: .study,
    summary: "rules that wordings of a unit are another operation than the rest of it",
    words: [
      Positional("UNIT", .operation), Positional("WORDING", .operation, optional: true, repeats: true),
    ],
    form: "UNIT OP…",
    flags: [
      Flag("apart", nil, "each of them leaves by itself; else they stay together"),
      Flag("from", .text, "the wordings left behind, by fingerprint; recorded by itself"),
      Flag("because", .text, "the reason, kept with the decisions"),
    ],
    details: """
      The members leave the unit together, as one unit, and are ruled different from every member that stays. \
      With --apart they are ruled different from each other too; then all members may be named.

      Recorded are the fingerprints of those that leave and, with --from, of those left behind, so that the ruling \
      means the same on every log and under every tau; then no unit is named. Members that stay are not ruled to be \
      one: where the unit's first wording leaves, they find their units anew.
      """,
    examples: [
      Example("split U17 b5p5 b9p3 --because \"the other order\"", "two wordings leave unit 17 as one"),
      Example("split U17 b5p5 b9p3 --apart", "each of them leaves by itself"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    if let from = call["from"] { return try recorded(call, from: from, &turn) }
    guard call.words.count > 1 else { throw StatementFault.missingWord("WORDING", usage: manual.usage) }
    for word in call.words { try turn.refuseStale(word) }
    let analysis = turn.analysis
    let leaving = try Leaving(
      Array(call.words.dropFirst()), from: try analysis.unit(named: call.words[0]),
      isApart: call.has("apart"), because: call["because"], analysis)
    return try leaving.rulings.apply(&turn)
  }

  /// Both sides by fingerprint, whatever the log holds.
  private static func recorded(_ call: Call, from text: String, _ turn: inout Turn) throws -> Answer {
    let staying = try text.split(separator: " ").map { word in
      guard let name = OperationName(String(word)) else {
        throw StatementFault.badValue(
          name: "--from", seen: String(word), expected: "fingerprints such as w:1f3a90c2")
      }
      return name
    }
    let leaving = try call.words.map { try turn.decidedName($0) }
    let sides = Leaving(
      leaving: leaving, staying: staying, isApart: call.has("apart"), reason: call["because"])
    return try sides.rulings.apply(&turn)
  }
}
