import Analyses
import Columns
import Language
import Query
import Tables

/// All tables of a study. A new one is one line here.
package enum StudyTables {
  package static let all: [StudyTable] = [
    .items, .batches, .proposals, .units, .wordings, .pairs, .scores, .bundles, .votes, .tasks, .taskItems,
    .observations, .evidence, .advice, .conflicts, .verdicts, .effects, .guardFindings,
    .merges,
    .across, .decisions, .pool, .memory, .steps, .checkpoints, .policies, .settings, .columns,
  ]

  package static var names: [String] { all.map(\.schema.name) }

  /// What tables and columns were called once, for older scripts.
  static let earlier = EarlierNames(["members": "wordings", "op1": "name1", "op2": "name2"])

  /// By its name, or by the one that it had.
  package static func table(_ name: String) -> StudyTable? {
    let current = earlier.current(name.lowercased())
    return all.first { $0.schema.name == current }
  }

  package static func named(_ name: String) throws -> StudyTable {
    if let table = table(name) { return table }
    throw StatementFault.badChoice(
      name: "TABLE", seen: name, choices: names, suggestion: suggestion(for: name, among: names))
  }

  /// Everything that these tables hold, described.
  package static func description(of schemas: [TableSchema]) throws -> Table {
    let columns = ShownColumns(DescribedColumn.columns)
    return Table("columns", columns.columns, rows: try columns.rows(DescribedColumn.all(schemas)))
  }
}

/// A column of a table, as a table of columns has it.
struct DescribedColumn {
  let table: String
  let column: ColumnSchema

  static func all(_ schemas: [TableSchema]) -> [DescribedColumn] {
    schemas.flatMap { schema in schema.columns.map { DescribedColumn(table: schema.name, column: $0) } }
  }

  static let columns: [StudyColumn<[DescribedColumn]>] = [
    .text("table_name", "the table", .essential) { rows in { .text(rows[$0].table) } },
    .text("column_name", "the column", .essential) { rows in { .text(rows[$0].column.name) } },
    .text("type", "what it holds: INTEGER, REAL or TEXT", .essential) { rows in
      { .text(rows[$0].column.kind.rawValue) }
    },
    .text("summary", "what it means", .essentialLong) { rows in { .text(rows[$0].column.summary) } },
  ]
}

/// A table of one analysis, for the room of queries.
package struct StudySource: TableSource {
  package let table: StudyTable
  package let analysis: Analysis

  package init(table: StudyTable, analysis: Analysis) {
    (self.table, self.analysis) = (table, analysis)
  }

  package var schema: TableSchema { table.schema }
  package func open() throws -> OpenTable { try table.open(analysis, nil) }
}
