/// What is wrong with bytes that are no JSON, where it can be told. Looked at only after the parser refused them.
package enum JSONFlaw: Equatable {
  /// A text, list or object does not end.
  case cutOff
  /// A number that JSON does not have, such as `NaN`; `byte` is its place from 1.
  case number(word: String, byte: Int)

  /// As Python, C and JavaScript write them; compared in lower case.
  private static let numbers = ["nan", "inf", "infinity"]

  /// Complexity: O(bytes).
  package static func find(in bytes: [UInt8]) -> JSONFlaw? {
    guard let first = bytes.first(where: { !isSpace($0) }), "{[".utf8.contains(first) else { return nil }
    var scanner = Scanner(bytes: bytes)
    return scanner.next() ?? (scanner.isOpen ? .cutOff : nil)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private struct Scanner {
    let bytes: [UInt8]
    var place = 0
    var depth = 0
    var isInText = false

    var isOpen: Bool { isInText || depth > 0 }

    /// Goes on to the next word that is a number which JSON does not have; nil at the end.
    mutating func next() -> JSONFlaw? {
      while place < bytes.count {
        switch bytes[place] {
        case UInt8(ascii: "\""): skipText()
        case UInt8(ascii: "{"), UInt8(ascii: "["): move(into: 1)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): move(into: -1)
        case let byte where isLetter(byte):
          if let flaw = word() { return flaw }
        default: place += 1
        }
      }
      return nil
    }

    private mutating func move(into step: Int) {
      depth += step
      place += 1
    }

    private mutating func skipText() {
      isInText = true
      place += 1
      while place < bytes.count, isInText {
        isInText = bytes[place] != UInt8(ascii: "\"")
        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
    }

    private mutating func word() -> JSONFlaw? {
      let start = place
      while place < bytes.count, isLetter(bytes[place]) { place += 1 }
      let word = String(decoding: bytes[start..<place], as: UTF8.self)
      guard JSONFlaw.numbers.contains(word.lowercased()) else { return nil }
      let isNegative = start > 0 && bytes[start - 1] == UInt8(ascii: "-")
      return .number(word: (isNegative ? "-" : "") + word, byte: start + (isNegative ? 0 : 1))
    }

    private func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
  }
}
