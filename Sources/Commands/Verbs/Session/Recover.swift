import Answers
import Files
import Language
import Sessions
import Tables

enum RecoverCommand: SessionCommand {
  static let manual = Manual(
    verb: "recover", group: .session, effect: .session,
    summary: "brings back a session that ended without being saved",
    flags: [
      Flag("list", nil, "shows what could be recovered"),
      Flag("number", .count, "which one of the list; the newest is the default"),
      Flag("to", .newFile, "writes its statements to a file instead, without running them"),
      Flag("forget", nil, "drops it instead"),
    ],
    details: """
      Every statement is on disk before its answer is shown. After a crash, a kill or a closed terminal the statements \
      that were acknowledged are folded back; a torn last line is left out. Where one of them would fail now, because \
      its log is gone or has changed, --to FILE.maa saves them all as a script to be mended.
      """,
    examples: [Example("recover --list", "what could be brought back", after: "")])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let journals = session.options.journalFolder.map(AbandonedJournal.all) ?? []
    if call.has("list") { return .table(table(journals)) }
    let journal = try chosen(call, journals)
    if call.has("forget") {
      LockedFile.delete(journal.path)
      return .said("dropped \(counted(journal.statements.count, "statement"))")
    }
    if let path = call["to"] { return try write(journal, to: path) }
    guard session.isSaved else { throw CommandFault.sessionNotEmpty }
    try session.restart(with: try journal.statements.flatMap { try Lexer.statements(in: $0) })
    if let origin = journal.origin { session.isFrom(origin) }
    LockedFile.delete(journal.path)
    let torn = journal.tornBytes > 0 ? "; a torn last line was left out" : ""
    return .said("brought back \(counted(session.entries.count, "statement"))\(session.summary)\(torn)")
  }

  private static func write(_ journal: AbandonedJournal, to path: String) throws -> Answer {
    let script = ([SessionFile.heading] + journal.statements).joined(separator: "\n") + "\n"
    _ = try SessionFile.write(script, to: path, over: nil, force: false)
    return .said("\(path)   \(counted(journal.statements.count, "statement"))")
  }

  private static func chosen(_ call: Call, _ journals: [AbandonedJournal]) throws -> AbandonedJournal {
    guard let newest = journals.last else { throw CommandFault.nothingToRecover }
    guard let number = try call.count(of: "number") else { return newest }
    guard number >= 1, number <= journals.count else {
      throw StatementFault.badValue(name: "--number", seen: "\(number)", expected: "a row of recover --list")
    }
    return journals[number - 1]
  }

  private static func table(_ journals: [AbandonedJournal]) -> Table {
    let columns: [Column] = [
      .number("row", essential: true), .number("statements", essential: true),
      .text("last_statement", flexible: true, essential: true),
    ]
    let rows = journals.enumerated().map { index, journal -> [Cell] in
      [.integer(index + 1), .integer(journal.statements.count), .optional(journal.statements.last)]
    }
    return Table("recover", columns, rows: rows)
  }
}
