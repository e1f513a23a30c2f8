import Answers
import Language
import Sessions

enum RedoCommand: SessionCommand {
  static let manual = Manual(
    verb: "redo", group: .session, effect: .session,
    summary: "brings back what undo took",
    examples: [
      Example("redo", "brings the change back", after: "load datasets/kitchen.jsonl; set tau 0.5; undo")
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let before = session.study
    let change = try session.redo()
    return try UndoCommand.answer("brought back: \(shortenedStatement(change))", session, before)
  }
}
