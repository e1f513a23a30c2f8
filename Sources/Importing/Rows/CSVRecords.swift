/// Records of a file of separated values (RFC 4180): fields in quotes may hold separators, line ends and doubled quotes.
///
/// Lines are handed in one after another, so that a file is never held. A quote within a field that does not begin with
/// one is a character like any other, as most programs that write such files have it.
struct CSVRecords {
  struct Record {
    /// The line on which it begins, from 1.
    var line: Int
    var fields: [String]
  }

  private let separator: UInt8
  private var fields: [String] = []
  private var field: [UInt8] = []
  private var isQuoted = false
  private var isInQuotes = false
  /// Where the open record began; nil between records.
  private(set) var openLine: Int?
  private var openBytes = 0

  static let mostBytes = 64 << 20

  init(separator: UInt8) { self.separator = separator }

  /// Takes a line without its end; gives a record where one ends with it, and nothing for a blank line.
  /// Throws where a field is no UTF-8.
  mutating func take(_ line: ArraySlice<UInt8>, _ number: Int) throws(BadField) -> Record? {
    if openLine == nil {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }), !line.contains(separator) { return nil }
      (openLine, openBytes) = (number, 0)
    } else {
      field.append(UInt8(ascii: "\n"))
    }
    openBytes += line.count + 1
    guard openBytes <= CSVRecords.mostBytes else { throw .tooLong(line: openLine ?? number) }
    try scan(line)
    if isInQuotes { return nil }
    try endField()
    defer { (fields, openLine) = ([], nil) }
    return Record(line: openLine ?? number, fields: fields)
  }

  enum BadField: Error {
    case notUTF8(line: Int)
    case tooLong(line: Int)
  }

  private mutating func scan(_ line: ArraySlice<UInt8>) throws(BadField) {
    var place = line.startIndex
    while place < line.endIndex {
      let byte = line[place]
      place += 1
      if isInQuotes {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if place < line.endIndex, line[place] == UInt8(ascii: "\"") {
          field.append(byte)
          place += 1
        } else {
          isInQuotes = false
        }
      } else if byte == separator {
        try endField()
      } else if byte == UInt8(ascii: "\""), field.isEmpty, !isQuoted {
        (isQuoted, isInQuotes) = (true, true)
      } else {
        field.append(byte)
      }
    }
  }

  private mutating func endField() throws(BadField) {
    guard let text = String(validating: field, as: UTF8.self) else { throw .notUTF8(line: openLine ?? 0) }
    fields.append(text)
    field.removeAll(keepingCapacity: true)
    isQuoted = false
  }

  // MARK: Separators

  /// The one of `,`, tab, `;` and `|` that cuts the first records into most fields, and all into as many.
  static func separator(in head: [UInt8]) -> UInt8? {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")]
    let counted = candidates.map { (separator: $0, fields: steadyFields(head, $0)) }
    let best = counted.max { $0.fields < $1.fields }
    return best.flatMap { $0.fields > 1 ? $0.separator : nil }
  }

  /// How many fields the heading has; 0 where most of the next records have others.
  private static func steadyFields(_ head: [UInt8], _ separator: UInt8) -> Int {
    var (reader, counts) = (CSVRecords(separator: separator), [Int]())
    let lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // The last line may be cut off.
    for (number, line) in (lines.count > 1 ? lines.dropLast() : lines[...]).enumerated()
    where counts.count < 10 {
      let whole = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if let record = try? reader.take(whole, number) { counts.append(record.fields.count) }
    }
    guard let first = counts.first else { return 0 }
    let steady = counts.filter { $0 == first }.count
    return 2 * steady >= counts.count ? first : 0
  }
}
