/// Finds where a value ends, over as many stretches of it as there are: by its brackets and quotes alone.
struct ValueScan {
  private enum State { case atStart, inWord, inText, inBrackets, isDone }

  private var state = State.atStart
  private var depth = 0
  /// The next byte of a text stands for itself, whatever it is.
  private var isEscaped = false

  /// Where the value ends, if it does within `range` of `bytes`, which go on where the last stretch ended.
  ///
  /// Complexity: O(bytes).
  mutating func end(_ bytes: UnsafeMutablePointer<UInt8>, _ range: Range<Int>) -> Int? {
    var at = range.lowerBound
    while at < range.upperBound {
      if state == .inText {
        at = text(bytes, at, range.upperBound)
        if state == .isDone { return at }
        continue
      }
      if state == .inWord && ValueScan.endsWord(bytes[at]) { return at }
      step(bytes[at])
      at += 1
      if state == .isDone { return at }
    }
    return nil
  }

  /// A word or number ends with the text.
  var mayEndHere: Bool { state == .inWord || state == .isDone }

  private mutating func step(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): state = .inText
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      state = .inBrackets
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth <= 0 { state = .isDone }
    default:
      if state == .atStart { state = .inWord }
    }
  }

  /// Goes on inside a text; where it stops.
  @inline(__always)
  private mutating func text(_ bytes: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end {
      let byte = bytes[at]
      at += 1
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        state = depth == 0 ? .isDone : .inBrackets
        return at
      }
    }
    return at
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }
}
