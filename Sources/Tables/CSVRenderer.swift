/// A table as comma-separated values (RFC 4180), with a header row, every value in full.
///
/// A missing cell is an empty field; a text that is empty is a quoted one, `""`.
public struct CSVRenderer: Sendable {
  public init() {}

  public func render(_ table: Table) -> String {
    var csv = ""
    append(table.columns.map { .text($0.name) }, to: &csv)
    for row in table.rows { append(row, to: &csv) }
    return csv
  }

  private func append(_ row: [Cell], to csv: inout String) {
    // An empty line is skipped by many readers: a row of one missing cell must not look like one.
    if row == [.missing] { csv += "\"\"" }
    for (index, cell) in row.enumerated() {
      if index > 0 { csv += "," }
      append(cell, to: &csv)
    }
    csv += "\r\n"
  }

  private func append(_ cell: Cell, to csv: inout String) {
    switch cell {
    case .missing: break
    case .text(let text): append(text, to: &csv)
    case .integer(let integer): csv += String(integer)
    case .number(let number, _): csv += number.isNaN ? "nan" : number.description
    case .flag(let flag): csv += flag ? "true" : "false"
    }
  }

  private func append(_ text: String, to csv: inout String) {
    guard text.isEmpty || text.utf8.contains(where: needsQuotes) else {
      csv += text
      return
    }
    csv += "\""
    let pieces = text.utf8.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      if index > 0 { csv += "\"\"" }
      csv += Substring(piece)
    }
    csv += "\""
  }

  private func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }
}
