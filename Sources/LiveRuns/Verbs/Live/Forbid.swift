import Answers
import Language
import Memory
import Sessions

enum ForbidCommand: StudyCommand {
  static let manual = Manual(
    verb: "forbid", group: .live, effect: .study,
    summary: "rules that an operation is never applied",
    words: [Positional("WORDING", .operation)],
    flags: [Flag("off", nil, "takes the ruling back")],
    details: """
      Its unit leaves the pool whenever it comes, and is not scored any more in a run. Its evidence stays. pin rules the opposite.
      """,
    examples: [Example("forbid U1", "never applied")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try HoldStatement.rule(call.has("off") ? nil : .forbidden, call, &turn)
  }
}
