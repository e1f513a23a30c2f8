/// A verb. Each one is an enum in a file of its name under `Commands/`; the registry is made from those files.
package protocol Command: Sendable {
  static var manual: Manual { get }
}

/// A command that works on the study: it is recorded, and folding a session runs it again.
package protocol StudyCommand: Command {
  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer
}

/// A command that works on the session around the study.
package protocol SessionCommand: Command {
  static func run(_ call: Call, _ session: Session) throws -> Answer
}
