import Analyses
import Answers
import Language
import Sessions
import Studies

enum UndoCommand: SessionCommand {
  static let manual = Manual(
    verb: "undo", group: .session, effect: .session,
    summary: "takes back the last change and the looks after it",
    details:
      "Without limit; redo brings back what undo took, looks and all, until something else is changed; looks since then stay.",
    examples: [
      Example("undo", "takes back the last change", after: "load datasets/kitchen.jsonl; set tau 0.5")
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let (before, count) = (session.study, session.entries.count)
    let change = try session.undo()
    let looks = count - session.entries.count - 1
    let along = looks > 0 ? ", and \(counted(looks, "look")) after it; redo brings both back" : ""
    return try answer("took back: \(shortenedStatement(change))\(along)", session, before)
  }

  /// What `undo` and `redo` say: the statement, and what moved.
  static func answer(_ line: String, _ session: Session, _ before: Study) throws -> Answer {
    guard before.log != nil, before.log == session.study.log else { return .said(line) }
    let moved = try movement(from: session.analysis(of: before), to: session.analysis)
    return Answer(([line] + moved).map(Answer.Block.said))
  }
}
