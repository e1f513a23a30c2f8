/// Strings and numbers.
extension LineScanner {
  mutating func skipString() throws(ScanFault) {
    let start = at
    advance()
    while let byte {
      switch byte {
      case UInt8(ascii: "\""): return advance()
      case UInt8(ascii: "\\"): try skipEscape()
      case 0..<0x20: throw ScanFault(at..<at + 1, "an escaped control character, such as \\n")
      case 0..<0x80: advance()
      default: try skipCharacter()
      }
    }
    throw ScanFault(start..<line.count, "a closing quote before the end of the line")
  }

  private mutating func skipCharacter() throws(ScanFault) {
    guard let length = utf8Length(at) else {
      throw ScanFault(at..<at + 1, "valid UTF-8", seen: byteName(line[at]))
    }
    for _ in 0..<length { advance() }
  }

  /// How many bytes the character at `place` has; nil if they are not valid UTF-8.
  func utf8Length(_ place: Int) -> Int? {
    var iterator = line[place..<min(place + 4, line.count)].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return UTF8.width(scalar)
  }

  private mutating func skipEscape() throws(ScanFault) {
    let start = at
    advance()
    switch byte {
    case UInt8(ascii: "u"): try skipUnicodeEscape(start)
    case .some(let byte) where #""\/bfnrt"#.utf8.contains(byte): advance()
    default: throw ScanFault(start..<min(start + 2, line.count), "an escape such as \\n, \\\" or \\u00e9")
    }
  }

  /// `\u` and four digits; the first half of a surrogate pair needs the second.
  private mutating func skipUnicodeEscape(_ start: Int) throws(ScanFault) {
    let first = try fourDigits(start)
    guard (0xD800...0xDFFF).contains(first) else { return }
    if first < 0xDC00, byte == UInt8(ascii: "\\"), at + 1 < line.count, line[at + 1] == UInt8(ascii: "u") {
      advance()
      if (0xDC00...0xDFFF).contains(try fourDigits(start)) { return }
    }
    throw ScanFault(start..<min(start + 6, line.count), "both halves of a surrogate pair")
  }

  private mutating func fourDigits(_ start: Int) throws(ScanFault) -> Int {
    advance()
    let digits = line[at..<min(at + 4, line.count)]
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 4, text.utf8.allSatisfy(isHexadecimal), let value = Int(text, radix: 16) else {
      throw ScanFault(start..<at + digits.count, "four hexadecimal digits after \\u")
    }
    for _ in 0..<4 { advance() }
    return value
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  mutating func skipNumber() throws(ScanFault) {
    let word = token(at)
    let text = String(decoding: line[word], as: UTF8.self)
    if text == "-Infinity" || text == "-NaN" || text == "-inf" { throw ScanFault(word, Expected.finite) }
    let isWhole = try skipNumberGrammar(word)
    if isWhole {
      // What simdjson takes: from the smallest 64-bit number to the largest unsigned one.
      guard Int64(text) != nil || UInt64(text) != nil else {
        throw ScanFault(word, "a whole number of at most 64 bits")
      }
    } else if Double(text)?.isFinite != true {
      throw ScanFault(word, Expected.finite)
    }
  }

  /// Walks over a number. Says whether it is whole: without point and exponent.
  private mutating func skipNumberGrammar(_ word: Range<Int>) throws(ScanFault) -> Bool {
    _ = accept("-")
    if !accept("0") { try skipDigits(word) }
    var isWhole = true
    if accept(".") {
      isWhole = false
      try skipDigits(word)
    }
    if accept("e") || accept("E") {
      isWhole = false
      _ = accept("+") || accept("-")
      try skipDigits(word)
    }
    guard at == word.upperBound else { throw ScanFault(word, "a number as JSON writes it") }
    return isWhole
  }

  private mutating func skipDigits(_ word: Range<Int>) throws(ScanFault) {
    let start = at
    while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { advance() }
    guard at > start else { throw ScanFault(word, "a number as JSON writes it") }
  }
}
