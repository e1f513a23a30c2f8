import Answers
import Language
import Sessions
import Studies
import Views

enum SettingsCommand: StudyCommand {
  static let manual = Manual(
    verb: "settings", group: .settings, effect: .look,
    summary: "lists every setting with its value, default and meaning",
    examples: [Example("settings", "what steers the analysis")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    .table(try settingsTable(turn.study.settings))
  }
}
