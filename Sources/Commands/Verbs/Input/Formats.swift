import Answers
import ForeignLogs
import Importing
import Imports
import Language
import Sessions
import Tables

enum FormatsCommand: StudyCommand {
  static let manual = Manual(
    verb: "formats", group: .input, effect: .look,
    summary: "lists the kinds of logs that load and import read",
    details: """
      What a file or a folder holds is recognized by its structure; --format NAME takes it for one format. help import \
      NAME explains one.
      """,
    examples: [Example("formats", "what can be loaded", after: "")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var table = Table(
      "formats",
      [
        .text("format", essential: true), .text("what", flexible: true, essential: true),
        .text("flags", flexible: true),
      ],
      footer: "help import NAME explains one")
    table.append([.text(FormatFlags.traceName), "this program's own log (docs/trace-format.md)", .missing])
    for format in FormatRegistry.manuals {
      let flags = format.flags.map { "--\($0.name)" }.joined(separator: " ")
      table.append([.text(format.name), .text(format.title), flags.isEmpty ? .missing : .text(flags)])
    }
    return .table(table)
  }
}
