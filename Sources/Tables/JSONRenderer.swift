/// A table as one object, `{"name":…,"columns":[…],"rows":[[…]]}`, or as JSON Lines, an object for each row.
///
/// Missing cells and numbers that are not finite are `null`.
public struct JSONRenderer: Sendable {
  public init() {}

  /// One line without an end, to be set into another object or ended by the caller.
  public func render(_ table: Table) -> String {
    var json = head(table.name, table.columns)
    for (index, row) in table.rows.enumerated() { append(row, isFirst: index == 0, to: &json) }
    json += JSONRenderer.tail
    return json
  }

  /// All up to the first row, for whoever writes a table row by row.
  public func head(_ name: String, _ columns: [Column]) -> String {
    var json = "{\"name\":"
    JSONText.appendQuoted(name, to: &json)
    json += ",\"columns\":"
    appendList(columns, to: &json) { JSONText.appendQuoted($0.name, to: &$1) }
    json += ",\"rows\":["
    return json
  }

  /// One row of that.
  public func append(_ row: [Cell], isFirst: Bool, to json: inout String) {
    if !isFirst { json += "," }
    appendList(row, to: &json, append)
  }

  /// What follows the last row.
  public static let tail = "]}"

  /// An object for each row, each ended by a newline. Columns of one name would hide each other.
  public func renderLines(_ table: Table) -> String {
    let keys = keys(table.columns)
    var json = ""
    for row in table.rows { appendLine(row, keys, to: &json) }
    return json
  }

  /// The names as they stand in each object.
  public func keys(_ columns: [Column]) -> [String] { columns.map { JSONText.quoted($0.name) + ":" } }

  /// The object of one row.
  public func appendLine(_ row: [Cell], _ keys: [String], to json: inout String) {
    json += "{"
    for (index, cell) in row.enumerated() {
      if index > 0 { json += "," }
      json += keys[index]
      append(cell, to: &json)
    }
    json += "}\n"
  }

  private func append(_ cell: Cell, to json: inout String) {
    switch cell {
    case .missing: json += "null"
    case .text(let text): JSONText.appendQuoted(text, to: &json)
    case .integer(let integer): json += String(integer)
    case .number(let number, _): json += JSONText.number(number)
    case .flag(let flag): json += flag ? "true" : "false"
    }
  }

  private func appendList<Element>(
    _ elements: [Element], to json: inout String, _ append: (Element, inout String) -> Void
  ) {
    json += "["
    var isFirst = true
    for element in elements {
      if !isFirst { json += "," }
      isFirst = false
      append(element, &json)
    }
    json += "]"
  }
}
