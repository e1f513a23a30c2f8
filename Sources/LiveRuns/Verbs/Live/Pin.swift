import Analyses
import Answers
import Language
import Memory
import Sessions
import Studies
import TraceLogs

enum PinCommand: StudyCommand {
  static let manual = Manual(
    verb: "pin", group: .live, effect: .study,
    summary: "rules that an operation is applied whatever its evidence says",
    words: [Positional("WORDING", .operation)],
    flags: [Flag("off", nil, "takes the ruling back")],
    details: """
      Its unit is applied as soon as it is in the pool, takes nobody's place, and never leaves the pool. It is named by its \
      fingerprint, so that the ruling holds for logs to come. forbid rules the opposite.
      """,
    examples: [
      Example("pin U1", "applied from its first batch on"),
      Example("pin U1 --off", "no longer", after: "load datasets/kitchen.jsonl; pin U1"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try HoldStatement.rule(call.has("off") ? nil : .pinned, call, &turn)
  }
}

/// What `pin` and `forbid` share.
enum HoldStatement {
  static func rule(_ hold: Hold?, _ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    let name = try turn.decidedName(call.words[0])
    call.record(word: 0, as: name.description)
    turn.recorded = call.canonical
    let before = turn.analysis
    turn.study.holds.set(name, hold)
    var lines = ["\(name)   \(hold?.rawValue ?? "no longer held")"]
    if turn.study.log != nil {
      let (old, new) = (try before.replay().bank.items, try turn.analysis.replay().bank.items)
      let gone = old.filter { !new.contains($0) }.count
      let come = new.filter { !old.contains($0) }.count
      lines.append(
        gone + come == 0 ? "memory stays as it is" : "memory: \(come) new, \(gone) gone; memory shows it")
    }
    return Answer(lines.map(Answer.Block.said))
  }
}
