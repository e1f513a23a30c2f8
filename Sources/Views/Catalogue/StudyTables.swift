import Analyses
import Language
import Query
import Tables

/// All tables of a study. A new one is one line here.
package enum StudyTables {
  package static let all: [StudyTable] = [
    .items, .batches, .proposals, .units, .members, .pairs, .scores, .observations, .evidence, .verdicts,
    .merges,
    .across, .decisions, .pool, .memory, .steps, .checkpoints, .policies, .settings, .columns,
  ]

  package static var names: [String] { all.map(\.schema.name) }

  package static func named(_ name: String) throws -> StudyTable {
    if let table = all.first(where: { $0.schema.name == name.lowercased() }) { return table }
    throw StatementFault.badChoice(
      name: "TABLE", seen: name, choices: names, suggestion: suggestion(for: name, among: names))
  }

  /// Everything that `table` holds, described.
  package static func description(of schemas: [TableSchema]) -> Table {
    let columns: [Column] = [
      .text("table_name", essential: true), .text("column_name", essential: true),
      .text("type", essential: true),
      .text("summary", flexible: true, essential: true),
    ]
    let rows = schemas.flatMap { schema in
      schema.columns.map { column -> [Cell] in
        [.text(schema.name), .text(column.name), .text(column.kind.rawValue), .text(column.summary)]
      }
    }
    return Table("columns", columns, rows: rows)
  }
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
