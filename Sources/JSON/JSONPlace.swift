/// Where bytes stop being JSON. Looked for only after the parser refused them, which is many times faster and says no
/// place.
package struct JSONPlace: Equatable {
  /// Both from 1; the column counts bytes.
  package let line: Int
  package let column: Int

  /// The first byte that cannot go on what stands before it; behind the end where the bytes break off.
  ///
  /// Complexity: O(bytes).
  package static func ofFault(in bytes: [UInt8]) -> JSONPlace {
    var grammar = JSONGrammar(bytes)
    let offset = grammar.firstFault()
    let before = bytes[..<offset]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return JSONPlace(line: line, column: offset - start + 1)
  }
}

/// RFC 8259, without a stack of calls: what is open stands in a list.
private struct JSONGrammar {
  private let bytes: [UInt8]
  private var place = 0
  private var open: [UInt8] = []
  private var expected = Awaited.value

  private enum Awaited { case value, firstValue, key, firstKey, colon, end }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func firstFault() -> Int {
    while true {
      skipSpace()
      guard place < bytes.count else { return place }
      let before = place
      guard take(bytes[place]) else { return max(before, place) }
    }
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    switch expected {
    case .value: return takeValue(byte)
    case .firstValue: return byte == UInt8(ascii: "]") ? close(byte) : takeValue(byte)
    case .key: return takeKey(byte)
    case .firstKey: return byte == UInt8(ascii: "}") ? close(byte) : takeKey(byte)
    case .colon:
      guard byte == UInt8(ascii: ":") else { return false }
      return step(.value)
    case .end: return takeEnd(byte)
    }
  }

  private mutating func step(_ next: Awaited) -> Bool {
    place += 1
    expected = next
    return true
  }

  private mutating func takeKey(_ byte: UInt8) -> Bool {
    guard byte == UInt8(ascii: "\""), takeText() else { return false }
    expected = .colon
    return true
  }

  private mutating func takeEnd(_ byte: UInt8) -> Bool {
    guard let last = open.last else { return false }
    if byte == UInt8(ascii: ",") { return step(last == UInt8(ascii: "{") ? .key : .value) }
    return close(byte)
  }

  private mutating func close(_ byte: UInt8) -> Bool {
    // In ASCII, `]` and `}` stand two after theirs.
    guard let last = open.last, byte == last + 2 else { return false }
    open.removeLast()
    return step(.end)
  }

  private mutating func takeValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      open.append(byte)
      return step(byte == UInt8(ascii: "{") ? .firstKey : .firstValue)
    case UInt8(ascii: "\""):
      expected = .end
      return takeText()
    default:
      expected = .end
      return takeWord()
    }
  }

  /// Stops at the byte that does not belong into a text.
  private mutating func takeText() -> Bool {
    place += 1
    while place < bytes.count, bytes[place] >= 0x20 {
      if bytes[place] == UInt8(ascii: "\"") {
        place += 1
        return true
      }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    place = min(place, bytes.count)
    return false
  }

  private mutating func takeWord() -> Bool {
    let word = bytes[place...].prefix { !" \t\r\n,:[]{}\"".utf8.contains($0) }
    guard JSONGrammar.isWord(word) else { return false }
    place += word.count
    return true
  }

  private static func isWord(_ word: ArraySlice<UInt8>) -> Bool {
    if ["true", "false", "null"].contains(where: { word.elementsEqual($0.utf8) }) { return true }
    var rest = word.first == UInt8(ascii: "-") ? word.dropFirst() : word
    let whole = takeDigits(&rest)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard !takeDigits(&rest).isEmpty else { return false }
    }
    if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, "+-".utf8.contains(sign) { rest = rest.dropFirst() }
      guard !takeDigits(&rest).isEmpty else { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits
  }
}
