import Answers
import Language
import Sessions

enum QuitCommand: SessionCommand {
  static let manual = Manual(
    verb: "quit", aliases: ["exit"], group: .session, effect: .session,
    summary: "leaves; so does Ctrl-D",
    flags: [Flag("discard", nil, "forgets what is not saved")],
    details: "What is not saved stays in the journal; recover brings it back the next time.",
    examples: [Example("quit", "leaves", after: "")])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    if call.has("discard") { session.discard() } else { session.hasEnded = true }
    return Answer()
  }
}
