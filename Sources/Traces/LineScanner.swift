/// What a careful reading of one line finds.
struct ScanFault: Error {
  var span: Range<Int>
  var expected: String
  var seen: String?

  init(_ span: Range<Int>, _ expected: String, seen: String? = nil) {
    self.span = span
    self.expected = expected
    self.seen = seen
  }
}

/// Reads one line byte by byte, to say exactly where it is no JSON and why. Slow, and only for bad lines:
/// simdjson says that a line is bad, not where.
struct LineScanner {
  let line: UnsafeBufferPointer<UInt8>
  private(set) var at = 0

  /// As deep as the shim lets simdjson go.
  private static let maximumDepth = 128

  init(_ line: UnsafeBufferPointer<UInt8>, at start: Int = 0) {
    self.line = line
    at = start
  }

  var byte: UInt8? { at < line.count ? line[at] : nil }

  /// Nil if the line is an object, or blank.
  mutating func firstFault() -> ScanFault? {
    do throws(ScanFault) {
      skipSpace()
      guard byte != nil else { return nil }
      guard byte == UInt8(ascii: "{") else { throw unexpected(Expected.object) }
      try skipValue()
      skipSpace()
      guard byte == nil else { throw unexpected("the end of the line after the object") }
      return nil
    } catch {
      return error
    }
  }

  mutating func skipSpace() {
    while let byte, byte == 32 || byte == 9 || byte == 13 || byte == 10 { at += 1 }
  }

  mutating func advance() { at += 1 }

  mutating func skipValue(depth: Int = 1) throws(ScanFault) {
    guard depth < LineScanner.maximumDepth else {
      throw ScanFault(at..<at + 1, "nesting of at most \(LineScanner.maximumDepth) levels")
    }
    switch byte {
    case UInt8(ascii: "{"): try skipObject(depth)
    case UInt8(ascii: "["): try skipArray(depth)
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "-"): try skipNumber()
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): try skipNumber()
    default: try skipWord()
    }
  }

  private mutating func skipObject(_ depth: Int) throws(ScanFault) {
    at += 1
    skipSpace()
    if accept("}") { return }
    while true {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else { throw unexpected("a field name in quotes") }
      try skipString()
      skipSpace()
      guard accept(":") else { throw unexpected("\":\" after the field name") }
      skipSpace()
      try skipValue(depth: depth + 1)
      skipSpace()
      if accept("}") { return }
      guard accept(",") else { throw unexpected("\",\" or \"}\"") }
    }
  }

  private mutating func skipArray(_ depth: Int) throws(ScanFault) {
    at += 1
    skipSpace()
    if accept("]") { return }
    while true {
      skipSpace()
      try skipValue(depth: depth + 1)
      skipSpace()
      if accept("]") { return }
      guard accept(",") else { throw unexpected("\",\" or \"]\"") }
    }
  }

  /// `true`, `false`, `null`; names of numbers that JSON does not have get a phrase of their own.
  private mutating func skipWord() throws(ScanFault) {
    let word = token(at)
    let text = String(decoding: line[word], as: UTF8.self)
    switch text {
    case "true", "false", "null": at = word.upperBound
    case "NaN", "nan", "Infinity", "inf", "Inf", "+Infinity": throw ScanFault(word, Expected.finite)
    default: throw unexpected(Expected.json)
    }
  }

  mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  /// The letters, digits and signs from `start` on.
  func token(_ start: Int) -> Range<Int> {
    var end = start
    while end < line.count, LineScanner.isWordByte(line[end]) { end += 1 }
    return start..<end
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// What stands here is not what should: the word, the character or the end of the line.
  func unexpected(_ expected: String) -> ScanFault {
    guard at < line.count else { return ScanFault(at..<at, expected, seen: "the end of the line") }
    if let length = utf8Length(at) {
      let word = token(at)
      return ScanFault(word.isEmpty ? at..<at + length : word, expected)
    }
    return ScanFault(at..<at + 1, "valid UTF-8", seen: byteName(line[at]))
  }
}

/// A byte that is no text, such as `byte 0xFF`.
func byteName(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return "byte 0x" + (digits.count == 1 ? "0" : "") + digits
}
