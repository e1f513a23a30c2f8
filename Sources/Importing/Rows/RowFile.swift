import JSON

/// A file that is a table: separated values, JSON Lines, or a JSON list of objects.
package struct RowFile {
  enum Form: Equatable { case separated(UInt8), lines, list }

  package let file: SourceFile
  let form: Form
  /// Names of columns, as far as the first bytes tell them.
  package let names: [String]

  package var isSeparated: Bool { if case .separated = form { true } else { false } }

  /// Nil where the first bytes are those of no table.
  package init?(_ file: SourceFile, in source: ImportSource) throws {
    let plain = Array(ImportSource.withoutMark(try source.head(file, 65_536)))
    let isTable = ["csv", "tsv", "tab", "txt", "dat", ""].contains(file.ending) || source.files.count == 1
    guard let (form, names) = RowFile.form(plain, ending: file.ending, isTable: isTable) else { return nil }
    (self.file, self.form, self.names) = (file, form, names)
  }

  /// By the first bytes. What is separated by something need not be a table.
  static func form(_ head: [UInt8], ending: String, isTable: Bool) -> (form: Form, names: [String])? {
    guard let first = head.first(where: { $0 > 32 }) else { return nil }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return json(head, first) }
    guard isTable,
      let separator = ending == "tsv" ? UInt8(ascii: "\t") : CSVRecords.separator(in: head)
    else { return nil }
    guard let names = firstRecord(of: head, separator), names.count > 1 else { return nil }
    return (.separated(separator), names)
  }

  /// Fields of the first record, which may go over lines.
  private static func firstRecord(of head: [UInt8], _ separator: UInt8) -> [String]? {
    var reader = CSVRecords(separator: separator)
    let lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if let record = try? reader.take(line, number) { return record.fields }
    }
    return nil
  }

  /// The first object is whole, and is followed by another line, by nothing, or stands in a list.
  private static func json(_ head: [UInt8], _ first: UInt8) -> (form: Form, names: [String])? {
    let isList = first == UInt8(ascii: "[")
    guard let start = head.firstIndex(of: UInt8(ascii: "{")), let end = endOfObject(head, from: start),
      let object = JSONDocument(Array(head[start...end]))?.root
    else { return nil }
    let between = head[..<start].filter { $0 > 32 }
    guard isList ? between.count == 1 : true else { return nil }
    if !isList, !head[(end + 1)...].prefix(while: { $0 != UInt8(ascii: "\n") }).allSatisfy({ $0 <= 32 }) {
      return nil
    }
    return (isList ? .list : .lines, TableRow.names(of: object))
  }

  private static func endOfObject(_ bytes: [UInt8], from start: Int) -> Int? {
    var (depth, isInText, place) = (0, false, start)
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\\") where isInText: place += 1
      case UInt8(ascii: "\""): isInText.toggle()
      case UInt8(ascii: "{") where !isInText: depth += 1
      case UInt8(ascii: "}") where !isInText:
        depth -= 1
        if depth == 0 { return place }
      default: break
      }
      place += 1
    }
    return nil
  }

  // MARK: Reading

  package func forEachRow(_ source: ImportSource, _ body: (TableRow) throws -> Void) throws {
    guard form == .list else {
      var reader = RowReader(form, source.shown(file))
      try source.lines(file) { number, line in
        if let row = try reader.take(line, number) { try body(row) }
      }
      return try reader.end()
    }
    for (index, value) in (try source.json(file).root.elements ?? []).enumerated() {
      guard value.members != nil else {
        throw ImportFault.unfit(
          file: source.shown(file), place: "[\(index)]", seen: value.kind, expected: "an object")
      }
      try body(TableRow(content: .object(value), place: "[\(index)]"))
    }
  }
}
