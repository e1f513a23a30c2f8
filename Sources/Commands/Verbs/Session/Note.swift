import Answers
import Characters
import Language
import Sessions
import Studies

enum NoteCommand: StudyCommand {
  static let manual = Manual(
    verb: "note", group: .session, effect: .study,
    summary: "keeps a remark; a line that begins with # does the same",
    words: [Positional("TEXT", .text, repeats: true)],
    takesComments: true,
    examples: [Example("note \"the kitchen log merges well at 0.6\"", "a remark for the next reader")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    // A note is one line of the script, whatever was typed.
    let line = call.words.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: " ")
    let text = visible(line)
    turn.study.noteCount += 1
    turn.recorded = Statement.comment(text)
    return Answer()
  }
}
