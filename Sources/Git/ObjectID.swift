/// The name of a git object: the SHA-1 of what it holds.
package struct ObjectID: Hashable, Sendable {
  package let bytes: [UInt8]

  /// Nil unless there are twenty bytes.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 20 else { return nil }
    self.bytes = Array(bytes)
  }

  /// From forty hexadecimal digits; nil for anything else.
  package init?(hexadecimal text: some Collection<UInt8>) {
    guard text.count == 40 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text {
      guard let value = ObjectID.value(of: digit) else { return nil }
      if let left = high { bytes.append(left << 4 | value) }
      high = high == nil ? value : nil
    }
    self.bytes = bytes
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// As git shows it in a line.
  package var short: String { String(hexadecimal.prefix(8)) }
}
