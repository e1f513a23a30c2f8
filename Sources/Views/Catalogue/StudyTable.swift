import Analyses
import Basics
import Query
import Tables

/// A table of the study that `sql`, `where` and `export` read: one description for all of them.
package struct StudyTable: Sendable {
  package let schema: TableSchema
  /// Whether the table is of one step of the replay, and `export --at` says of which.
  package let isOfStep: Bool
  let open: @Sendable (Analysis, _ step: Int?) throws -> OpenTable

  /// From columns, each made by itself of what they share.
  init<Source>(
    _ name: String, _ summary: String, of source: @escaping @Sendable (Analysis) throws -> Source,
    count: @escaping @Sendable (Source) -> Int, _ fields: [StudyColumn<Source>]
  ) {
    schema = TableSchema(name, summary, fields.map(\.schema))
    isOfStep = false
    open = { analysis, _ in
      let source = try source(analysis)
      return OpenTable(count: count(source)) { try fields[$0].reader(source) }
    }
  }

  /// From a view's table, for what is small. `columns` describe the view's, in their order.
  init(
    _ name: String, _ summary: String, isOfStep: Bool = false, _ columns: [ColumnSchema],
    view: @escaping @Sendable (Analysis, _ step: Int?) throws -> Table
  ) {
    schema = TableSchema(name, summary, columns)
    self.isOfStep = isOfStep
    open = { analysis, step in
      let rows = try view(analysis, step).rows
      return OpenTable(count: rows.count) { column in { rows[$0][column] } }
    }
  }

  /// The whole table, for a file or a program.
  package func table(_ analysis: Analysis, at step: Int? = nil) throws -> Table {
    let table = try open(analysis, step)
    let readers = try schema.columns.indices.map(table.reader)
    let rows = try (0..<table.count).map { row in
      if row % 1_024 == 0 { try analysis.pulse.beat("listing", row, table.count) }
      return try readers.map { try $0(row) }
    }
    return Table(schema.name, schema.columns.map(\.shown), rows: rows)
  }
}

/// A column that is made of `Source`, when somebody reads it.
package struct StudyColumn<Source>: Sendable {
  let schema: ColumnSchema
  package let reader: @Sendable (Source) throws -> OpenTable.Reader

  static func integer(
    _ name: String, _ summary: String, _ reader: @escaping @Sendable (Source) throws -> OpenTable.Reader
  ) -> StudyColumn {
    StudyColumn(schema: ColumnSchema(name, .integer, summary), reader: reader)
  }

  static func real(
    _ name: String, _ summary: String, _ reader: @escaping @Sendable (Source) throws -> OpenTable.Reader
  ) -> StudyColumn {
    StudyColumn(schema: ColumnSchema(name, .real, summary), reader: reader)
  }

  static func text(
    _ name: String, _ summary: String, _ reader: @escaping @Sendable (Source) throws -> OpenTable.Reader
  ) -> StudyColumn {
    StudyColumn(schema: ColumnSchema(name, .text, summary), reader: reader)
  }
}

extension [StudyColumn<UnitSource>] {
  /// The readers of the columns of these names.
  func readers(of names: [String], _ source: UnitSource) throws -> [OpenTable.Reader] {
    try names.compactMap { name in try first { $0.schema.name == name }?.reader(source) }
  }
}

extension ColumnSchema {
  /// How the column is shown.
  var shown: Column {
    kind == .text ? .text(name, flexible: ColumnSchema.longTexts.contains(name)) : .number(name)
  }

  private static let longTexts: Set = [
    "content", "because", "reason", "meaning", "summary", "first", "second",
  ]
}
