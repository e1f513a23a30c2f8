/// The name of an operation in every log: SHA-256 over its type, anchor and normalized content.
///
/// The digest is made outside (hashing and Unicode tables are not the method's business); here it is a value
/// that compares, sorts and shortens.
public struct Fingerprint: Hashable, Sendable, Comparable {
  /// The digest's 256 bits, most significant word first.
  public let words: SIMD4<UInt64>

  public init(words: SIMD4<UInt64>) { self.words = words }

  public static func < (left: Fingerprint, right: Fingerprint) -> Bool {
    for index in 0..<4 where left.words[index] != right.words[index] {
      return left.words[index] < right.words[index]
    }
    return false
  }

  /// The first `digits` hexadecimal digits.
  public func hex(_ digits: Int) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    append(to: &text)
    return String(decoding: text.prefix(max(digits, 0)), as: UTF8.self)
  }

  /// All of its hexadecimal digits.
  package func append(to text: inout [UInt8]) {
    var digits = SIMD8<UInt64>.zero
    for index in 0..<4 {
      digits[2 * index] = Fingerprint.digits(of: words[index] >> 32).bigEndian
      digits[2 * index + 1] = Fingerprint.digits(of: words[index] & 0xffff_ffff).bigEndian
    }
    // Safe: the bytes are read that are there.
    withUnsafeBytes(of: digits) { text.append(contentsOf: $0) }
  }

  /// Of thirty-two bits, each nibble in a byte of its own: all eight of them at once.
  private static func digits(of half: UInt64) -> UInt64 {
    var bytes = (half | half << 16) & 0x0000_ffff_0000_ffff
    bytes = (bytes | bytes << 8) & 0x00ff_00ff_00ff_00ff
    bytes = (bytes | bytes << 4) & 0x0f0f_0f0f_0f0f_0f0f
    let isLetter = ((bytes + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    return bytes + 0x3030_3030_3030_3030 + isLetter * 39
  }

  /// How many leading hexadecimal digits two fingerprints share.
  package func sharedDigits(with other: Fingerprint) -> Int {
    for index in 0..<4 where words[index] != other.words[index] {
      return index * 16 + (words[index] ^ other.words[index]).leadingZeroBitCount / 4
    }
    return 64
  }
}

/// How a wording is called in statements and tables: `w:` and at least eight digits of its fingerprint.
public struct OperationName: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let digits: String

  /// Nil unless `text` is `w:`, or `op:` as older scripts have it, and 8 to 64 lower-case hexadecimal digits.
  public init?(_ text: String) {
    guard let prefix = OperationName.prefixes.first(where: text.hasPrefix) else { return nil }
    let digits = text.dropFirst(prefix.count)
    guard (8...64).contains(digits.utf8.count), digits.utf8.allSatisfy(OperationName.isDigit) else {
      return nil
    }
    self.digits = String(digits)
  }

  package init(digits: String) { self.digits = digits }

  public var description: String { "w:\(digits)" }

  private static let prefixes = ["w:", "op:"]

  /// The least fingerprint that begins with the digits.
  package var leastFingerprint: Fingerprint {
    var words = SIMD4<UInt64>.zero
    for (position, byte) in digits.utf8.enumerated() {
      let nibble = UInt64(byte < UInt8(ascii: "a") ? byte & 15 : byte - UInt8(ascii: "a") + 10)
      words[position / 16] |= nibble << UInt64(60 - 4 * (position % 16))
    }
    return Fingerprint(words: words)
  }

  public static func < (left: OperationName, right: OperationName) -> Bool { left.digits < right.digits }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
