import Importing
import JSON
import Spans
import Traces

/// A row of an export, in JSON or of a table, by names that are written in one of two ways: `traceId`, `trace_id`.
enum ExportRow {
  case json(JSONValue)
  case fields([String: String])

  /// Nil where there is none, or nothing in it.
  subscript(name: String) -> AttributeValue? {
    switch self {
    case .json(let value):
      guard let member = value[name] ?? value[ExportRow.snake(name)], !member.isNull else { return nil }
      return AttributeValue(member)
    case .fields(let fields):
      guard let field = fields[name] ?? fields[ExportRow.snake(name)], !field.isEmpty, field != "null" else {
        return nil
      }
      return .text(field)
    }
  }

  func text(_ name: String) -> String? { self[name]?.text.flatMap { $0.isEmpty ? nil : $0 } }

  func has(_ name: String) -> Bool {
    switch self {
    case .json(let value): value[name] != nil || value[ExportRow.snake(name)] != nil
    case .fields(let fields): fields[name] != nil || fields[ExportRow.snake(name)] != nil
    }
  }

  /// A list or object; in a table it is written as JSON.
  func unfolded(_ name: String) -> AttributeValue? { self[name]?.unfolded }

  func instant(_ names: String...) -> Int64? {
    names.lazy.compactMap { text($0) }.compactMap { Instant.parse($0) }.first
  }

  /// `sessionId` as `session_id`.
  static func snake(_ name: String) -> String {
    var snake = ""
    for character in name {
      if character.isUppercase { snake += "_" }
      snake += character.lowercased()
    }
    return snake
  }
}

extension ImportSource {
  /// Every row of a file: of JSON documents, of lines of them, of the lists they are, or of comma-separated values under names.
  func eachRow(_ file: SourceFile, _ body: (ExportRow) throws -> Void) throws {
    guard file.ending == "csv" else { return try eachValue(file) { try body(.json($0)) } }
    let records = try delimitedRecords(try bytes(file), path: shown(file))
    guard let names = records.first?.fields else { return }
    for record in records.dropFirst() {
      try body(.fields(Dictionary(zip(names, record.fields), uniquingKeysWith: { first, _ in first })))
    }
  }

  /// The names of the members of a file's first rows, outermost first, or of the columns of a table.
  func names(_ file: SourceFile) throws -> (outer: [String], below: [String]) {
    let head = try self.head(file)
    if file.ending == "csv" {
      let line = head.prefix { $0 != 10 && $0 != 13 }
      let names = try? delimitedRecords(Array(line), path: "").first?.fields
      return (names ?? [], [])
    }
    let shape = JSONHead(head)
    return shape.isJSON ? (shape.names(0), shape.names(1)) : ([], [])
  }
}
