/// A table as one object, `{"name":…,"columns":[…],"rows":[[…]]}`, or as JSON Lines, an object for each row.
///
/// Missing cells and numbers that are not finite are `null`.
public struct JSONRenderer: Sendable {
  public init() {}

  /// One line without an end, to be set into another object or ended by the caller.
  public func render(_ table: Table) -> String {
    var json = "{\"name\":"
    JSONText.appendQuoted(table.name, to: &json)
    json += ",\"columns\":"
    appendList(table.columns, to: &json) { JSONText.appendQuoted($0.name, to: &$1) }
    json += ",\"rows\":"
    appendList(table.rows, to: &json) { row, json in appendList(row, to: &json, append) }
    json += "}"
    return json
  }

  /// An object for each row, each ended by a newline. Columns of one name would hide each other.
  public func renderLines(_ table: Table) -> String {
    let keys = table.columns.map { JSONText.quoted($0.name) + ":" }
    var json = ""
    for row in table.rows {
      json += "{"
      for (index, cell) in row.enumerated() {
        if index > 0 { json += "," }
        json += keys[index]
        append(cell, to: &json)
      }
      json += "}\n"
    }
    return json
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
