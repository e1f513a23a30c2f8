import Answers
import Columns
import Language
import Query
import Sessions
import Tables
import Views

enum SqlCommand: StudyCommand {
  static let manual = Manual(
    verb: "sql", group: .evidence, effect: .look,
    summary: "asks the tables of the study in SQL",
    words: [Positional("QUERY", .text, optional: true, repeats: true)],
    flags: [
      Flag("schema", nil, "lists the tables, or the columns of the table named"),
      Flag("limit", .count, "ends after so many rows"),
      Flag("to", .newFile, "writes the rows to a file; its ending says the form; - shows them"),
      Flag(
        "as", .choice(TableForm.allCases.map(\.rawValue)),
        "the form, where the ending does not say it; alone, the rows are shown so"),
    ],
    sql: .query,
    details: """
      One query in the SQL of SQLite, quoted as a whole or typed as it is; in the second case SQL's own quotes count. \
      It only reads. $name is a parameter's value. A terminal shows the first \(Table.screenRows) rows unless \
      --limit says how many; files and --json hold all.

      The tables are \(StudyTables.names.joined(separator: ", ")). docs/sql.md describes them.
      """,
    examples: [
      Example(
        "sql \"select type, count(*) as units, avg(mhat) as mhat from evidence group by type\"", "per type"),
      Example(
        "sql select unit, delta from observations where step = 3 order by delta desc --limit 3", "bare"),
      Example("sql --schema evidence", "the columns of evidence, with their meaning"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    if call.has("schema") { return .table(try schema(call)) }
    guard let sql = call.sql else { throw StatementFault.missingWord("QUERY", usage: manual.usage) }
    let path = call["to"] ?? (call.has("as") ? TableFile.answer : nil)
    let file = try path.map { try TableFile($0, form: call["as"], in: turn.study) }
    let result = try turn.analysis.ask(sql, limit: try call.count(of: "limit"))
    var table = SqlCommand.table(result)
    if let file { return try file.write(table) }
    if result.hasMore { table.footer = "the first \(counted(result.rows.count, "row")); there are more" }
    table.isCutOnScreens = !call.has("limit") && !call.has("wide")
    return .table(table)
  }

  private static func schema(_ call: Call) throws -> Table {
    if let flag = ["limit", "to", "as"].first(where: call.has) {
      throw StatementFault.flagsExclude(flag, "schema")
    }
    if let name = call.sql { return try StudyTables.description(of: [StudyTables.named(name).schema]) }
    let columns: [Column] = [
      .text("table_name", essential: true), .number("columns"),
      .text("summary", flexible: true, essential: true),
    ]
    let rows = StudyTables.all.map { table -> [Cell] in
      [.text(table.schema.name), .integer(table.schema.columns.count), .text(table.schema.summary)]
    }
    return Table("tables", columns, rows: rows, footer: "sql --schema TABLE lists a table's columns")
  }

  /// A column is of numbers where nothing else stands in it. Texts may be cut to fit a screen.
  private static func table(_ result: QueryResult) -> Table {
    let columns = result.columns.enumerated().map { index, name -> Column in
      let isNumber = !result.rows.isEmpty && result.rows.allSatisfy { $0[index].isNumberOrMissing }
      return isNumber ? .number(name) : .text(name, flexible: true)
    }
    return Table("sql", columns, rows: result.rows)
  }
}

extension Cell {
  fileprivate var isNumberOrMissing: Bool {
    switch self {
    case .integer, .number, .missing: true
    case .text, .flag: false
    }
  }
}
