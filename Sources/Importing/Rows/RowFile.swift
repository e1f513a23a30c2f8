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
    self.file = file
    let head = try source.head(file, 65_536)
    let plain = Array(ImportSource.withoutMark(head))
    guard let first = plain.first(where: { $0 > 32 }) else { return nil }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      guard let (form, names) = RowFile.json(plain, first) else { return nil }
      (self.form, self.names) = (form, names)
    } else {
      guard ["csv", "tsv", "tab", "txt", "dat", ""].contains(file.ending) || source.files.count == 1,
        let separator = file.ending == "tsv" ? UInt8(ascii: "\t") : CSVRecords.separator(in: plain)
      else { return nil }
      var reader = CSVRecords(separator: separator)
      let lines = plain.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let record = lines.enumerated().lazy.compactMap { number, line in
        try? reader.take(line.last == UInt8(ascii: "\r") ? line.dropLast() : line, number)
      }.first
      guard let record, record.fields.count > 1 else { return nil }
      (form, names) = (.separated(separator), record.fields)
    }
  }

  /// The first object is whole, and is followed by another line, by nothing, or stands in a list.
  private static func json(_ head: [UInt8], _ first: UInt8) -> (Form, [String])? {
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
    switch form {
    case .separated(let separator): try forEachRecord(source, separator, body)
    case .lines:
      try source.jsonLines(file) { number, value in
        try demandObject(value, source, "line \(number)")
        try body(TableRow(content: .object(value), place: "line \(number)"))
      }
    case .list:
      for (index, value) in (try source.json(file).root.elements ?? []).enumerated() {
        try demandObject(value, source, "[\(index)]")
        try body(TableRow(content: .object(value), place: "[\(index)]"))
      }
    }
  }

  private func demandObject(_ value: JSONValue, _ source: ImportSource, _ place: String) throws {
    guard value.members == nil else { return }
    throw ImportFault.unfit(file: source.shown(file), place: place, seen: value.kind, expected: "an object")
  }

  private func forEachRecord(
    _ source: ImportSource, _ separator: UInt8, _ body: (TableRow) throws -> Void
  ) throws {
    var reader = CSVRecords(separator: separator)
    var heading: TableHeading?
    do {
      try source.lines(file) { number, line in
        guard let record = try reader.take(line, number) else { return }
        guard let known = heading else { return heading = TableHeading(record.fields) }
        guard record.fields.count <= known.names.count else {
          throw ImportFault.unfit(
            file: source.shown(file), place: "line \(record.line)", seen: "\(record.fields.count) fields",
            expected: "at most the \(known.names.count) of the heading")
        }
        try body(TableRow(content: .fields(record.fields, known), place: "line \(record.line)"))
      }
    } catch let bad as CSVRecords.BadField {
      switch bad {
      case .notUTF8(let line): throw ImportFault.invalidUTF8(file: source.shown(file), line: line)
      case .tooLong(let line):
        throw ImportFault.lineTooLong(file: source.shown(file), line: line, limit: CSVRecords.mostBytes)
      }
    }
    if let line = reader.openLine {
      throw ImportFault.unfit(
        file: source.shown(file), place: "line \(line)", seen: "a quote that does not end",
        expected: "its end")
    }
  }
}
