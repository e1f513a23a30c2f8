import Files
import JSON
import Query
import Tables

/// One table over all runs of a folder: a row for each run, a column for each parameter, figure and expectation.
package struct RunCollection {
  private let records: [JSONValue]
  private let figures: [String]?

  /// `figures` are those to be shown; nil shows all there are.
  package init(_ folder: String, figures: [String]?) throws {
    let paths = filesBelow(folder).filter { $0 == RunFolder.record || $0.hasSuffix("/\(RunFolder.record)") }
    guard !paths.isEmpty else { throw CollectFault.noRuns(path: folder) }
    records = try paths.map { path in
      guard let record = JSONDocument(try readWhole("\(folder)/\(path)"))?.root,
        record["maa_run"]?.whole == RunRecord.version
      else { throw CollectFault.notARun(path: "\(folder)/\(path)") }
      return record
    }
    self.figures = figures
    let known = RunCollection.names(records.map { RunCollection.members($0, "figures") })
    let seen = RunCollection.names(records.map(RunCollection.expectations))
    if let missing = figures?.first(where: { !known.contains($0) && !seen.contains($0) }) {
      throw CollectFault.noSuchFigure(missing, known: known + seen)
    }
  }

  package var table: Table {
    let parameters = records.map { RunCollection.members($0, "parameters") }
    let values = records.map { RunCollection.members($0, "figures") }
    let seen = records.map(RunCollection.expectations)
    let wanted = { (names: [String]) in names.filter { figures?.contains($0) ?? true } }
    let groups = [
      group("", parameters, RunCollection.names(parameters)),
      group("", values, wanted(RunCollection.names(values))),
      group("expect ", seen, wanted(RunCollection.names(seen))),
    ]
    let columns = RunCollection.distinct(groups.flatMap(\.columns))
    var table = Table("runs", [.text("run"), .text("script"), .number("exit"), .text("holds")] + columns)
    for (index, record) in records.enumerated() {
      table.append(RunCollection.head(record) + groups.flatMap { $0.cells[index] })
    }
    return table
  }

  private func group(_ prefix: String, _ rows: [[(String, Cell)]], _ names: [String])
    -> (columns: [Column], cells: [[Cell]])
  {
    let cells = rows.map { row in names.map { name in row.first { $0.0 == name }?.1 ?? .missing } }
    let columns = names.indices.map { place in
      let isNumber = cells.allSatisfy { if case .text = $0[place] { false } else { true } }
      return Column("\(prefix)\(names[place])", isNumber ? .number : .text)
    }
    return (columns, cells)
  }

  private static func head(_ record: JSONValue) -> [Cell] {
    let expectations = record["expectations"]?.elements ?? []
    let held =
      expectations.isEmpty ? Cell.missing : .flag(expectations.allSatisfy { $0["holds"]?.flag == true })
    return [
      .optional(record["name"]?.text), .optional(record["script"]?.text), .optional(record["exit"]?.whole),
      held,
    ]
  }

  private static func members(_ record: JSONValue, _ name: String) -> [(String, Cell)] {
    (record[name]?.members ?? []).map { ($0.name, cell($0.value)) }
  }

  private static func expectations(_ record: JSONValue) -> [(String, Cell)] {
    (record["expectations"]?.elements ?? []).compactMap(RanExpectation.init).map {
      ($0.figure, cell($0.seen))
    }
  }

  private static func cell(_ value: JSONValue) -> Cell {
    if let text = value.text { return cell(text) }
    if let whole = value.whole { return .integer(whole) }
    return .optional(value.number, places: 4)
  }

  /// Parameters stand as they were typed; what is a number there is one here.
  private static func cell(_ text: String) -> Cell {
    if let whole = Int(text), "\(whole)" == text { return .integer(whole) }
    if let number = ExactNumber(text), let value = Double(text) {
      return .number(value, places: number.places)
    }
    return text == "none" ? .missing : .text(text)
  }

  /// Each once, in the order in which they come up.
  private static func names(_ rows: [[(String, Cell)]]) -> [String] {
    rows.reduce(into: (names: [String](), known: Set<String>())) { found, row in
      for (name, _) in row where found.known.insert(name).inserted { found.names.append(name) }
    }.names
  }

  /// A parameter may bear the name of a figure.
  private static func distinct(_ columns: [Column]) -> [Column] {
    var taken: Set<String> = ["run", "script", "exit", "holds"]
    return columns.map { column in
      var column = column
      while !taken.insert(column.name).inserted { column.name += "_" }
      return column
    }
  }
}

/// A table that a database is made of.
package struct WholeTable: TableSource {
  private let table: Table
  package let schema: TableSchema

  package init(_ table: Table) {
    self.table = table
    schema = TableSchema(
      table.name, "runs",
      table.columns.enumerated().map { index, column in
        ColumnSchema(column.name, WholeTable.kind(table, index), "")
      })
  }

  private static func kind(_ table: Table, _ column: Int) -> ColumnSchema.Kind {
    let cells = table.rows.map { $0[column] }
    if cells.contains(where: { if case .text = $0 { true } else { false } }) { return .text }
    return cells.contains { if case .number = $0 { true } else { false } } ? .real : .integer
  }

  package func open() throws -> OpenTable {
    OpenTable(count: table.rows.count) { column in { row in table.rows[row][column] } }
  }
}
