import JSON

/// Why another tool's log was not imported. What goes wrong with a file itself is a `FileFault`.
package enum ImportFault: Error, Equatable {
  // Which format.
  case noFormat(path: String)
  case severalFormats(path: String, names: [String])
  case unknownFormat(String, known: [String])
  case unknownFlag(String, format: String, knownBy: [String])
  case badFlag(String, seen: String, expected: String)

  // What a file holds.
  case notJSON(file: String, line: Int, column: Int, flaw: JSONFlaw?)
  case repeatedKey(file: String, line: Int?, place: String)
  case invalidUTF8(file: String, line: Int)
  case lineTooLong(file: String, line: Int, limit: Int)
  /// `needs` bytes of memory where at most `limit` are taken.
  case tooLarge(file: String, size: Int, limit: Int)
  /// A value that is not what the format needs: `place` is `line 3`, `data[3].index` or `row 12 of history`.
  case unfit(file: String, place: String, seen: String, expected: String)
  /// SQLite cannot read the file, in its own words.
  case damagedDatabase(file: String, reason: String)
  /// Nothing in the files becomes a record of a log.
  case nothing(path: String, format: String, why: String?)
}

extension ImportFault {
  /// A mismatch in a document, told with its file.
  package init(_ mismatch: JSONMismatch, in file: String) {
    self = .unfit(
      file: file, place: mismatch.place, seen: mismatch.seen, expected: mismatch.expected)
  }
}
