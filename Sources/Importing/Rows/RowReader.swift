import JSON

/// Makes rows of the lines of a table.
struct RowReader {
  private let file: String
  /// Nil where each line is an object.
  private var records: CSVRecords?
  private var heading: TableHeading?

  /// `file` as a fault names it.
  init(_ form: RowFile.Form, _ file: String) {
    self.file = file
    if case .separated(let separator) = form { records = CSVRecords(separator: separator) }
  }

  /// Nil where the line ends no row: of a heading, a blank line, a text of several lines.
  mutating func take(_ line: ArraySlice<UInt8>, _ number: Int) throws(ImportFault) -> TableRow? {
    guard records != nil else { return try object(line, number) }
    guard let record = try record(line, number) else { return nil }
    guard let heading else {
      heading = TableHeading(record.fields)
      return nil
    }
    // The file that follows one that was moved away has its heading again.
    if record.fields == heading.names { return nil }
    guard record.fields.count <= heading.names.count else {
      throw .unfit(
        file: file, place: "line \(record.line)", seen: "\(record.fields.count) fields",
        expected: "at most the \(heading.names.count) of the heading")
    }
    return TableRow(content: .fields(record.fields, heading), place: "line \(record.line)")
  }

  /// After the last line.
  func end() throws(ImportFault) {
    guard let line = records?.openLine else { return }
    throw .unfit(file: file, place: "line \(line)", seen: "a quote that does not end", expected: "its end")
  }

  private mutating func record(_ line: ArraySlice<UInt8>, _ number: Int) throws(ImportFault)
    -> CSVRecords.Record?
  {
    do throws(CSVRecords.BadField) { return try records?.take(line, number) } catch {
      switch error {
      case .notUTF8(let line): throw .invalidUTF8(file: file, line: line)
      case .tooLong(let line): throw .lineTooLong(file: file, line: line, limit: CSVRecords.mostBytes)
      }
    }
  }

  private func object(_ line: ArraySlice<UInt8>, _ number: Int) throws(ImportFault) -> TableRow? {
    guard line.contains(where: { $0 > 32 }) else { return nil }
    let value = try ImportSource.document(Array(line), called: file, line: number).root
    guard value.members != nil else {
      throw .unfit(file: file, place: "line \(number)", seen: value.kind, expected: "an object")
    }
    return TableRow(content: .object(value), place: "line \(number)")
  }
}
