import Analyses
import Answers
import Identity
import Language
import Sessions
import Studies
import TraceLogs

enum UnsureCommand: StudyCommand {
  static let manual = Manual(
    verb: "unsure", group: .merges, effect: .study,
    summary: "keeps that it is hard to say whether two wordings are one operation",
    words: [Positional("WORDING", .operation), Positional("WORDING", .operation)],
    flags: [Flag("because", .text, "the reason, kept with it")],
    details: """
      Nothing follows from it, but that merges and review pass over the pair. decisions lists it, a same or different \
      on the pair ends it, and so does undo.
      """,
    examples: [
      Example("unsure b1p1 b2p3 --because \"depends on the kitchen\"", "puts a pair off for this session")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let reason = call["because"]
    let names = try call.words.map { try NamedRuling.name($0, &turn) }
    let because = reason.map { " --because \(Quoting.quoted($0))" } ?? ""
    turn.recorded = "unsure \(names[0]) \(names[1])\(because)"
    guard names[0] != names[1] else { return .said("one wording; nothing to be unsure of") }
    if turn.study.log != nil, let ruling = try standingRuling(names, turn) {
      return .said("ruled \(ruling.rawValue) by decisions that stand; nothing to be unsure of")
    }
    turn.study.doubts.add(names[0], names[1], because: reason)
    return .said("put off; merges and review pass over it")
  }

  private static func standingRuling(_ names: [OperationName], _ turn: Turn) throws -> Decision.Ruling? {
    let operations = try turn.analysis.operations()
    let found = names.compactMap { operations.matches($0).first.map(Int32.init) }
    return found.count == 2 ? try turn.analysis.constraints().ruling(found[0], found[1]) : nil
  }
}
