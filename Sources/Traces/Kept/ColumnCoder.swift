import Basics
import TraceLogs

/// Takes the columns of a log, to write them down, or fills them, from what was written down.
package protocol ColumnCoder {
  var isReading: Bool { get }
  mutating func code(_ column: inout [UInt8]) throws
  mutating func code(_ column: inout [Int32]) throws
  mutating func code(_ column: inout [Int]) throws
  mutating func code(_ column: inout [Float]) throws
  mutating func code(_ column: inout [Double]) throws
}

/// Columns that are not those of a log.
package struct UnsoundColumns: Error {}

extension ColumnCoder {
  mutating func code(_ number: inout Int) throws {
    var column = isReading ? [] : [number]
    try code(&column)
    guard column.count == 1 else { throw UnsoundColumns() }
    number = column[0]
  }

  mutating func code(_ texts: inout TextColumn) throws {
    var (bytes, ends) = (texts.bytes, texts.ends)
    try code(&bytes)
    try code(&ends)
    guard isReading else { return }
    guard let read = TextColumn(bytes: bytes, ends: ends) else { throw UnsoundColumns() }
    texts = read
  }

  mutating func code(_ texts: inout [String]) throws {
    var column = TextColumn()
    for text in texts { column.append(text) }
    try code(&column)
    if isReading { texts = (0..<column.count).map { column[$0] } }
  }

  mutating func code(_ texts: inout [String?]) throws {
    var some = OptionalTexts()
    for text in texts { some.append(text) }
    try code(&some)
    if isReading { texts = (0..<some.count).map { some[$0] } }
  }

  mutating func code(_ some: inout OptionalTexts) throws {
    try code(&some.isThere)
    try code(&some.texts)
    guard some.isThere.count == some.texts.count else { throw UnsoundColumns() }
  }

  mutating func code(_ some: inout OptionalNumbers) throws {
    try code(&some.isThere)
    try code(&some.numbers)
    guard some.isThere.count == some.numbers.count else { throw UnsoundColumns() }
  }

  mutating func code(_ numbers: inout [Int?]) throws {
    var (isThere, plain) = (numbers.map { $0 != nil }, numbers.map { $0 ?? 0 })
    try code(&isThere)
    try code(&plain)
    guard isReading else { return }
    guard isThere.count == plain.count else { throw UnsoundColumns() }
    numbers = zip(isThere, plain).map { $0 ? $1 : nil }
  }

  mutating func code(_ numbers: inout [Double?]) throws {
    var some = OptionalNumbers()
    for number in numbers { some.append(number) }
    try code(&some)
    if isReading { numbers = (0..<some.count).map { some[$0] } }
  }

  mutating func code(_ flags: inout [Bool]) throws {
    var bytes = flags.map { UInt8($0 ? 1 : 0) }
    try code(&bytes)
    if isReading { flags = bytes.map { $0 != 0 } }
  }
}
