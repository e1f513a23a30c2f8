import Basics

/// Makes pairs of the records of a text.
struct PairReader {
  private let path: String
  private var text: DelimitedText
  private var pairs = PairFile()
  private var problems: [LogFault] = []
  private var problemCount = 0
  /// Where both texts and the score stand in a record, and how many fields it has.
  private var columns = [0, 1, 2]
  private var width = 3

  init(_ bytes: [UInt8], path: String, delimiter: PairDelimiter) {
    self.path = path
    text = DelimitedText(bytes, delimiter: delimiter.byte)
    pairs.delimiter = delimiter
  }

  mutating func read(_ pulse: Pulse) throws -> PairFile {
    var (isFirst, nextBeat) = (true, 0)
    while let record = text.next() {
      if text.at >= nextBeat {
        try pulse.beat("reading", text.at, text.bytes.count)
        nextBeat = text.at + 1 << 20
      }
      switch record {
      case .failure(let fault): complain(fault)
      case .success(let fields) where isFirst && isHeader(fields): takeHeader(fields)
      case .success(let fields): take(fields)
      }
      isFirst = false
    }
    guard problemCount == 0 else { throw PairFault.problems(problems, total: problemCount) }
    guard pairs.count > 0 else { throw PairFault.noPairs(path: path) }
    return pairs
  }

  /// Column names, or a word where the score would stand. What is nearly a number is a bad score, not a name.
  private func isHeader(_ fields: [DelimitedField]) -> Bool {
    if namedColumns(fields) != nil { return true }
    guard fields.count == 3, let name = string(fields[2])?.lowercased() else { return false }
    let isWord = name.unicodeScalars.first?.properties.isAlphabetic == true
    return isWord && !["nan", "inf", "infinity"].contains(name)
  }

  private mutating func takeHeader(_ fields: [DelimitedField]) {
    pairs.header = fields.map { string($0) ?? "" }
    guard let named = namedColumns(fields) else { return }
    (columns, width) = (named, fields.count)
  }

  /// Where the columns stand by their names; nil where one of the names is missing.
  private func namedColumns(_ fields: [DelimitedField]) -> [Int]? {
    let names = fields.map { (string($0) ?? "").lowercased() }
    let places = [["sentence1", "text1"], ["sentence2", "text2"], ["score", "label"]].compactMap { known in
      names.firstIndex(where: known.contains)
    }
    return places.count == 3 ? places : nil
  }

  private mutating func take(_ fields: [DelimitedField]) {
    guard fields.count == width else {
      return complain(
        fields[0].place, counted(fields.count), PairExpectation.fields(width, pairs.delimiter.rawValue))
    }
    guard let first = content(fields[columns[0]]), let second = content(fields[columns[1]]),
      let score = score(fields[columns[2]])
    else { return }
    pairs.first.append(first)
    pairs.second.append(second)
    pairs.scores.append(score)
  }

  /// The text of a field; nil, and a complaint, where it has none.
  private mutating func content(_ field: DelimitedField) -> String? {
    guard let string = string(field) else {
      let (place, byte) = firstInvalidByte(field)
      complain(place, byteName(byte), PairExpectation.utf8)
      return nil
    }
    guard string.utf8.contains(where: { $0 > 32 }) else {
      complain(field.place, "an empty field", PairExpectation.text)
      return nil
    }
    return string
  }

  private mutating func score(_ field: DelimitedField) -> Double? {
    if let score = finiteNumber(text.bytes[field.span]) { return score }
    let seen = field.span.isEmpty ? "an empty field" : shortened(text.bytes[field.span])
    complain(field.place, seen, PairExpectation.score)
    return nil
  }

  private func string(_ field: DelimitedField) -> String? { text.string(field) }

  private func firstInvalidByte(_ field: DelimitedField) -> (DelimitedPlace, UInt8) {
    var (place, at) = (field.place, field.span.lowerBound)
    if at > 0, text.bytes[at - 1] == UInt8(ascii: "\"") { place.column += 1 }
    while at < field.span.upperBound {
      var rest = text.bytes[at..<field.span.upperBound].makeIterator()
      var decoder = UTF8()
      guard case .scalarValue(let scalar) = decoder.decode(&rest) else { break }
      at += UTF8.width(scalar)
      place.column += UTF8.width(scalar)
      if scalar == "\n" { place = DelimitedPlace(line: place.line + 1, column: 1) }
    }
    return (place, text.bytes[at])
  }

  private func counted(_ fields: Int) -> String { fields == 1 ? "1 field" : "\(fields) fields" }

  private mutating func complain(_ fault: DelimitedFault) {
    complain(fault.place, fault.seen, fault.expected)
  }

  private mutating func complain(_ place: DelimitedPlace, _ seen: String, _ expected: String) {
    problemCount += 1
    guard problems.count < 10 else { return }
    problems.append(
      LogFault(file: path, line: place.line, column: place.column, seen: seen, expected: expected))
  }
}

/// A finite number in decimal form, with spaces around it or without.
func finiteNumber(_ bytes: ArraySlice<UInt8>) -> Double? {
  let start = bytes.firstIndex { $0 != 32 } ?? bytes.endIndex
  let end = bytes.lastIndex { $0 != 32 }.map { $0 + 1 } ?? start
  let digits = bytes[start..<max(start, end)]
  guard digits.allSatisfy("0123456789+-.eE".utf8.contains) else { return nil }
  return Double(String(decoding: digits, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
}

/// The phrases for what was expected of pairs, in one place.
enum PairExpectation {
  static let quote = "a quote only around a whole field, and twice for one inside it"
  static let lineEnd = "a line feed after it, or quotes around the field"
  static let closingQuote = "a closing quote before the end of the file"
  static let afterQuote = "a delimiter or the end of the line after a closing quote"
  static let text = "a text"
  static let score = "a finite number, such as 4.5, 0 or 1"
  static let utf8 = "valid UTF-8"

  static func fields(_ count: Int, _ delimiter: String) -> String {
    count == 3
      ? "a text, a text and a score, set apart by a \(delimiter)"
      : "\(count) fields as in the first line, set apart by a \(delimiter)"
  }
}
