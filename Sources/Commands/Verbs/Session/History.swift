import Answers
import Language
import Sessions
import Tables

enum HistoryCommand: SessionCommand {
  static let manual = Manual(
    verb: "history", group: .session, effect: .session,
    summary: "lists the session's statements by number",
    flags: [Flag("limit", .count, "only the last N")],
    showsTable: true,
    details: "A * marks statements that changed the study; undo goes back by these.",
    examples: [Example("history", "what was done so far")])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let first = try call.count(of: "limit").map { max(0, session.entries.count - $0) } ?? 0
    let rows = session.entries.enumerated().dropFirst(first).map { index, entry -> [Cell] in
      [.integer(index + 1), .text(entry.changesStudy ? "*" : ""), .text(entry.statement)]
    }
    let columns: [Column] = [
      .number("n", essential: true), .text("changes"), .text("statement", flexible: true, essential: true),
    ]
    return .table(Table("history", columns, rows: rows))
  }
}
