/// Records of a text in which fields are set apart by a delimiter and may be quoted: RFC 4180, with LF beside CRLF,
/// a choice of delimiters, and empty lines passed over.
struct DelimitedText {
  let bytes: [UInt8]
  let delimiter: UInt8
  private(set) var at: Int
  private var line = 1
  private var lineStart: Int

  init(_ bytes: [UInt8], delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
    // A byte-order mark is no text.
    at = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    lineStart = at
  }

  /// The next record, or nil at the end. After a fault, the next record begins on the next line.
  mutating func next() -> Result<[DelimitedField], DelimitedFault>? {
    while at < bytes.count, lineEnd(at) > 0 { endLine() }
    guard at < bytes.count else { return nil }
    do throws(DelimitedFault) {
      return .success(try record())
    } catch {
      while at < bytes.count, bytes[at] != newline { at += 1 }
      endLine()
      return .failure(error)
    }
  }

  private mutating func record() throws(DelimitedFault) -> [DelimitedField] {
    var fields = [try field()]
    while at < bytes.count, bytes[at] == delimiter {
      at += 1
      fields.append(try field())
    }
    endLine()
    return fields
  }

  private mutating func field() throws(DelimitedFault) -> DelimitedField {
    let place = place(at)
    if at < bytes.count, bytes[at] == quote { return try quoted(place) }
    let start = at
    while at < bytes.count, bytes[at] != delimiter, lineEnd(at) == 0 {
      if bytes[at] == quote { throw fault(PairExpectation.quote) }
      if bytes[at] == carriageReturn { throw fault(PairExpectation.lineEnd, seen: byteName(carriageReturn)) }
      at += 1
    }
    return DelimitedField(place: place, span: start..<at, holdsQuotes: false)
  }

  private mutating func quoted(_ place: DelimitedPlace) throws(DelimitedFault) -> DelimitedField {
    let start = at + 1
    var holdsQuotes = false
    at = start
    while at < bytes.count {
      if bytes[at] == newline {
        startLine(after: at)
      } else if bytes[at] == quote {
        guard at + 1 < bytes.count, bytes[at + 1] == quote else {
          return try close(place, start, holdsQuotes)
        }
        holdsQuotes = true
        at += 1
      }
      at += 1
    }
    throw DelimitedFault(
      place: place, seen: shortened(bytes[(start - 1)...]), expected: PairExpectation.closingQuote)
  }

  /// At the closing quote.
  private mutating func close(_ place: DelimitedPlace, _ start: Int, _ holdsQuotes: Bool)
    throws(DelimitedFault) -> DelimitedField
  {
    let span = start..<at
    at += 1
    guard at == bytes.count || bytes[at] == delimiter || lineEnd(at) > 0 else {
      throw fault(PairExpectation.afterQuote)
    }
    return DelimitedField(place: place, span: span, holdsQuotes: holdsQuotes)
  }

  /// How many bytes of line end stand at `place`.
  private func lineEnd(_ place: Int) -> Int {
    if bytes[place] == newline { return 1 }
    let isPair = bytes[place] == carriageReturn && place + 1 < bytes.count && bytes[place + 1] == newline
    return isPair ? 2 : 0
  }

  private mutating func endLine() {
    guard at < bytes.count else { return }
    at += lineEnd(at)
    startLine(after: at - 1)
  }

  private mutating func startLine(after newline: Int) {
    line += 1
    lineStart = newline + 1
  }

  private func place(_ offset: Int) -> DelimitedPlace {
    DelimitedPlace(line: line, column: offset - lineStart + 1)
  }

  private func fault(_ expected: String, seen: String? = nil) -> DelimitedFault {
    let rest = bytes[at...].prefix { $0 != newline && $0 != carriageReturn }
    return DelimitedFault(place: place(at), seen: seen ?? shortened(rest), expected: expected)
  }
}

/// Where a field begins: lines from 1, columns in bytes from 1.
struct DelimitedPlace {
  var line: Int
  var column: Int
}

struct DelimitedField {
  let place: DelimitedPlace
  /// Without the quotes around it.
  let span: Range<Int>
  /// Each quote in it stands twice.
  let holdsQuotes: Bool
}

struct DelimitedFault: Error {
  let place: DelimitedPlace
  let seen: String
  let expected: String
}

private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
