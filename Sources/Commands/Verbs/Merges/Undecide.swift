import Analyses
import Answers
import Identity
import Language
import Sessions
import Studies
import TraceLogs

enum UndecideCommand: StudyCommand {
  static let manual = Manual(
    verb: "undecide", group: .merges, effect: .study,
    summary: "takes back what was ruled on two wordings, whenever that was",
    words: [Positional("WORDING", .operation), Positional("WORDING", .operation)],
    details: """
      For a decision in the middle of many, or one of an imported file; undo takes back the last change. Only what was \
      ruled on just these two goes: other decisions may still say the same of them over others, and why shows that.
      """,
    examples: [
      Example(
        "undecide b1p1 b2p3", "what was ruled on the two is forgotten",
        after: "load datasets/kitchen.jsonl; same b1p1 b2p3; different b3p7 b5p5")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let before = turn.analysis
    let names = try call.words.map { try turn.decidedName($0) }
    guard let removed = turn.study.decisions.remove(names[0], names[1]) else {
      throw CommandFault.noDecision(names[0].description, names[1].description)
    }
    turn.recorded = "undecide \(names[0]) \(names[1])"
    let line = "took back: \(removed.ruling.rawValue) \(removed.first) \(removed.second)"
    guard turn.study.log != nil else { return .said(line) }
    let effects = try RulingEffect.lines(on: names, from: before, to: turn.analysis)
    return Answer(([line] + effects).map(Answer.Block.said))
  }
}
