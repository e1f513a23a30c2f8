import Analyses
import Answers
import Columns
import Files
import ForeignLogs
import Language
import Memory
import Query
import Sessions
import Studies
import Tables
import Views

enum ExportCommand: StudyCommand {
  static let manual = Manual(
    verb: "export", group: .session, effect: .look,
    summary: "writes a table to a file",
    words: [Positional("TABLE", .choice(names))],
    form: "TABLE",
    flags: [
      Flag("to", .newFile, "the file; its ending says the form; - shows it"),
      Flag("as", .choice(forms), "the form, where the ending does not say it"),
      Flag("at", .count, "of memory and pool: after batch N of the replay, without tags"),
    ],
    showsTable: false,
    details: """
      TABLE is one of \(StudyTables.names.joined(separator: ", ")). The ending says the form: .csv (RFC 4180) or .tsv, .json, .jsonl (an object per row), .md or .tex (LaTeX with \
      booktabs). All but .md and .tex write numbers in full. The file is replaced as a whole or not at all.

      Texts of a log are data: .csv and .tsv write them as they are, also what a spreadsheet takes for a formula, so \
      import such columns as text. Control characters, which CSV does not know, are spelt out there, as \\u{1b}; \
      JSON has everything.

      db writes all tables into one SQLite file, which sqlite3, datasette, duckdb and pandas open (docs/sql.md).

      memory is written as an agent reads it: a list with ids in .md, an array of id and content in .json. Without --at \
      it is as tags want it (help tag). --as hands it \
      to a tool: ace is a playbook of ACE, mem0 its memories as JSON, skills a folder with a SKILL.md for each item, and \
      section a part of a file such as CLAUDE.md between two marks (begin and end are comments); the rest of that file \
      stays byte for byte, and files called CLAUDE.md, AGENTS.md or GEMINI.md are never written otherwise. import reads \
      each back to the same bank.
      """,
    examples: [
      Example("export evidence --to out/evidence.csv", "for a spreadsheet"),
      Example("export wordings --to out/wordings.jsonl", "every wording with its unit"),
      Example("export db --to out/study.db", "every table, for sqlite3"),
      Example("export memory --to out/skills.md", "the bank, for an agent"),
      Example("export memory --at 10 --to out/skills.json", "as it was after the tenth batch"),
      Example("export memory --to out/CLAUDE.md", "between two marks in a file that has more to say"),
      Example("export memory --as skills --to out/skills", "a skill for each item"),
    ])

  private static let names = StudyTables.names + ["db"]
  private static let forms = TableForm.allCases.map(\.rawValue) + MemoryForm.allCases.map(\.rawValue)

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let path = call["to"] ?? (call.has("as") ? TableFile.answer : nil) else {
      throw StatementFault.missingWord("--to", usage: manual.usage)
    }
    if call.words[0] == "db" { return try exportDatabase(call, to: path, turn) }
    guard let table = StudyTables.table(call.words[0]) else {
      throw StatementFault.badChoice(
        name: "TABLE", seen: call.words[0], choices: names,
        suggestion: suggestion(for: call.words[0], among: names))
    }
    if table.schema.name == "memory" { return try exportMemory(call, to: path, &turn) }
    if let form = call["as"], MemoryForm(rawValue: form) != nil {
      throw StatementFault.flagNotFor("as", call.words[0])
    }
    let file = try TableFile(path, form: call["as"], in: turn.study)
    if call.has("at"), !table.isOfStep { throw StatementFault.extraWord("--at", usage: manual.usage) }
    let step = try call["at"].map { try turn.analysis.step($0, for: "--at") }
    return try file.write(table, turn.analysis, at: step)
  }

  /// As tags want it, where no batch is named.
  private static func exportMemory(_ call: Call, to path: String, _ turn: inout Turn) throws -> Answer {
    let step = try call["at"].map { try turn.analysis.step($0, for: "--at") }
    var (bank, words): (Bank, String?) = (try turn.analysis.replay(at: step).bank, nil)
    if step == nil {
      let tagged = try TaggedMemory(bank, turn.analysis)
      turn.warnings += tagged.notices
      (bank, words) = (tagged.bank, tagged.words)
    }
    let changed = words.map { Answer.said($0) } ?? Answer()
    if let form = MemoryForm(call["as"], for: path) {
      guard form != .skills || call.has("to") else {
        throw StatementFault.missingWord("--to", usage: manual.usage)
      }
      return .said(try HandedMemory.write(bank.items, form, to: path, turn)) + changed
    }
    return try exportBank(bank, turn.analysis, to: try TableFile(path, form: call["as"], in: turn.study))
      + changed
  }

  /// As an agent reads it: no more than ids and texts.
  private static func exportBank(_ bank: Bank, _ analysis: Analysis, to file: TableFile) throws -> Answer {
    let bank = try MemoryView(analysis: analysis).items(of: bank)
    switch file.form {
    case .md: return try file.write(MemoryPage.markdown(bank), rows: bank.rows.count)
    case .json: return try file.write(MemoryPage.json(bank), rows: bank.rows.count)
    default: return try file.write(bank)
    }
  }

  private static func exportDatabase(_ call: Call, to path: String, _ turn: Turn) throws -> Answer {
    if let flag = ["as", "at"].first(where: call.has) { throw StatementFault.flagNotFor(flag, "db") }
    try turn.study.refuseToReplaceInput(path)
    try makeParentFolder(of: path)
    let sources = StudyTables.all.map { StudySource(table: $0, analysis: turn.analysis) }
    do {
      try writeAtomically(to: path) { write in
        try StudyDatabase.file(of: sources, pulse: turn.pulse, write)
      }
    } catch let fault as QueryFault { throw ViewFault.query(fault, text: "") }
    return .said("\(path)   \(counted(sources.count, "table"))")
  }
}
