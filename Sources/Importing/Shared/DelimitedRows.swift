/// Rows of a table as text: fields between separators, in quotes where they hold one (RFC 4180). Lines inside of quotes are part of
/// their field.
package struct DelimitedRows {
  private var rest: Substring.UTF8View
  private let separator: UInt8
  private var line = 1

  package init(_ text: String, separator: Character) {
    rest = text[...].utf8
    self.separator = separator.asciiValue ?? UInt8(ascii: ",")
  }

  /// The next row and the line on which it begins; empty lines are passed over.
  package mutating func next() -> (line: Int, fields: [String])? {
    while rest.first == UInt8(ascii: "\n") {
      rest = rest.dropFirst()
      line += 1
    }
    guard !rest.isEmpty else { return nil }
    let start = line
    var fields: [String] = []
    while true {
      fields.append(rest.first == UInt8(ascii: "\"") ? quoted() : plain())
      guard let mark = rest.popFirst(), mark == separator else { break }
    }
    line += 1
    return (start, fields)
  }

  private mutating func plain() -> String {
    let end = rest.firstIndex { $0 == separator || $0 == UInt8(ascii: "\n") } ?? rest.endIndex
    defer { rest = rest[end...] }
    return String(Substring(rest[..<end]))
  }

  /// A quote inside is written twice. What follows the closing quote up to the next mark belongs to the field.
  private mutating func quoted() -> String {
    var field: [UInt8] = []
    rest = rest.dropFirst()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") {
        guard rest.first == byte else { break }
        rest = rest.dropFirst()
      } else if byte == UInt8(ascii: "\n") {
        line += 1
      }
      field.append(byte)
    }
    return String(decoding: field, as: UTF8.self) + plain()
  }
}
