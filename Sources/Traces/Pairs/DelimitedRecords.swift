/// A record of delimited text, its fields unquoted, and the line on which it begins.
package struct DelimitedRecord: Sendable, Equatable {
  package let line: Int
  package let fields: [String]
}

/// All records of comma-separated values (RFC 4180). Throws `TraceFault` with the first problem's place.
/// Complexity: O(bytes).
package func delimitedRecords(_ bytes: [UInt8], path: String) throws -> [DelimitedRecord] {
  var text = DelimitedText(bytes, delimiter: PairDelimiter.comma.byte)
  var records: [DelimitedRecord] = []
  while let record = text.next() {
    switch record {
    case .failure(let fault): throw problem(fault.place, fault.seen, fault.expected, path)
    case .success(let fields):
      let line = fields.first?.place.line ?? 1
      let strings = try fields.map { field in
        guard let string = text.string(field) else {
          throw problem(field.place, "an invalid byte", PairExpectation.utf8, path)
        }
        return string
      }
      records.append(DelimitedRecord(line: line, fields: strings))
    }
  }
  return records
}

private func problem(_ place: DelimitedPlace, _ seen: String, _ expected: String, _ path: String)
  -> TraceFault
{
  let fault = LogFault(file: path, line: place.line, column: place.column, seen: seen, expected: expected)
  return .problems([fault], total: 1)
}

extension DelimitedText {
  /// The text of a field without its quotes; nil where it is not valid UTF-8.
  func string(_ field: DelimitedField) -> String? {
    guard field.holdsQuotes else { return String(validating: bytes[field.span], as: UTF8.self) }
    var (unquoted, wasQuote) = ([UInt8](), false)
    for byte in bytes[field.span] {
      // The second of two is left out.
      wasQuote = byte == UInt8(ascii: "\"") && !wasQuote
      if byte != UInt8(ascii: "\"") || wasQuote { unquoted.append(byte) }
    }
    return String(validating: unquoted, as: UTF8.self)
  }
}
