import Answers
import Language

/// A verb. Each one is an enum in a file of its name under a room's `Verbs/`; the registry is made from those files.
package protocol Command: Sendable {
  static var manual: Manual { get }
}

/// A command that works on the study: it is recorded, and folding a session runs it again.
package protocol StudyCommand: Command {
  /// What this statement does, where a command changes something or, said otherwise, only shows it.
  static func effect(of call: Call) -> Manual.Effect
  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer
}

extension StudyCommand {
  package static func effect(of call: Call) -> Manual.Effect { manual.effect }
}

/// A command that works on the session around the study.
package protocol SessionCommand: Command {
  static func run(_ call: Call, _ session: Session) throws -> Answer
}

/// A command that works on the study, and before that asks whoever sits there. Folding and replaying ask nobody.
package protocol AskingCommand: StudyCommand, SessionCommand {
  /// Whether this statement asks; what it then does is other statements.
  static func asks(_ call: Call) -> Bool
}
