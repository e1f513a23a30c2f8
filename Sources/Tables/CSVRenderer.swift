/// A table as comma-separated values (RFC 4180), with a header row, every value in full; or set apart by tabs, quoted
/// in the same way.
///
/// A missing cell is an empty field; a text that is empty is a quoted one, `""`. Control characters other than tabs and
/// line ends have no place in the format: they are spelt out, `\u{1b}`.
public struct CSVRenderer: Sendable {
  public enum Separator: UInt8, Sendable {
    case comma = 0x2C
    case tab = 0x09
  }

  private let separator: Separator

  public init(separator: Separator = .comma) { self.separator = separator }

  public func render(_ table: Table) -> String {
    var csv = head(table.columns)
    for row in table.rows { append(row, to: &csv) }
    return csv
  }

  /// The header row, for whoever writes a table row by row.
  public func head(_ columns: [Column]) -> String {
    var csv = ""
    append(columns.map { .text($0.name) }, to: &csv)
    return csv
  }

  /// One row with its end.
  public func append(_ row: [Cell], to csv: inout String) {
    // An empty line is skipped by many readers: a row of one missing cell must not look like one.
    if row == [.missing] { csv += "\"\"" }
    for (index, cell) in row.enumerated() {
      if index > 0 { csv.unicodeScalars.append(Unicode.Scalar(separator.rawValue)) }
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
    let text = spellingOutControls(text)
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
    case separator.rawValue, UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }
}

private func spellingOutControls(_ text: String) -> String {
  // Only ASCII controls, and what begins as those from U+0080 on do, call for a closer look.
  guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return text }
  var spelt = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: spelt.append(scalar)
    case 0..<0x20, 0x7F..<0xA0:
      spelt.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    default: spelt.append(scalar)
    }
  }
  return String(spelt)
}
