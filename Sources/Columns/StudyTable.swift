import Analyses
import Basics
import Query
import Tables

/// A table of the study that `sql`, `where` and `export` read: one description for all of them.
package struct StudyTable: Sendable {
  package let schema: TableSchema
  /// Whether the table is of one step of the replay, and `export --at` says of which.
  package let isOfStep: Bool
  package let open: @Sendable (Analysis, _ step: Int?) throws -> OpenTable

  /// From columns, each made by itself of what they share.
  package init<Source>(
    _ name: String, _ summary: String, of source: @escaping @Sendable (Analysis) throws -> Source,
    count: @escaping @Sendable (Source) -> Int, _ columns: [StudyColumn<Source>]
  ) {
    schema = TableSchema(name, summary, columns.map(\.schema))
    isOfStep = false
    open = { analysis, _ in
      let source = try source(analysis)
      return OpenTable(count: count(source), values: { try columns[$0].values?(source) }) {
        try columns[$0].reader(source)
      }
    }
  }

  /// From rows, for what is small.
  package init<Row>(
    _ name: String, _ summary: String, isOfStep: Bool = false, _ columns: [StudyColumn<[Row]>],
    rows: @escaping @Sendable (Analysis, _ step: Int?) throws -> [Row]
  ) {
    schema = TableSchema(name, summary, columns.map(\.schema))
    self.isOfStep = isOfStep
    open = { analysis, step in
      let rows = try rows(analysis, step)
      return OpenTable(count: rows.count) { try columns[$0].reader(rows) }
    }
  }

  /// The whole table column by column, for a program.
  package func columns(_ analysis: Analysis) throws -> [ArrowColumn] {
    let table = try open(analysis, nil)
    let (shown, values) = (shownColumns, try schema.columns.indices.map(table.values))
    try analysis.pulse.beat("listing", 0, table.count)
    let workers = analysis.workers
    let parts = workers.map { [count = table.count] part in
      stride(from: part, to: values.count, by: workers.count).map { index in
        values[index].map { ArrowColumn(shown[index], rows: count, $0) }
      }
    }
    return try schema.columns.indices.map { index in
      if let whole = parts[index % workers.count][index / workers.count] { return whole }
      let read = try table.reader(index)
      var column = ArrowColumn(schema.columns[index].shown)
      for row in 0..<table.count {
        if row % 4_096 == 0 { try analysis.pulse.beat("listing", row, table.count) }
        column.append(try read(row))
      }
      return column
    }
  }

  /// The whole table, for a file or a program.
  package func table(_ analysis: Analysis, at step: Int? = nil) throws -> Table {
    var rows: [[Cell]] = []
    try forEachRow(analysis, at: step) { rows.append($0) }
    return Table(schema.name, shownColumns, rows: rows)
  }

  package var shownColumns: [Column] { schema.columns.map(\.shown) }

  /// Row by row, so that nobody has to hold them all.
  package func forEachRow(_ analysis: Analysis, at step: Int?, _ body: ([Cell]) throws -> Void) throws {
    let table = try open(analysis, step)
    let readers = try schema.columns.indices.map(table.reader)
    for row in 0..<table.count {
      if row % 1_024 == 0 { try analysis.pulse.beat("listing", row, table.count) }
      try body(try readers.map { try $0(row) })
    }
  }
}
