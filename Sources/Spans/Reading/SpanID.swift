/// Ids of traces and spans, by one spelling.
enum SpanID {
  /// Hexadecimal digits become small, `0x` before them goes, and base64 of 16 or 8 bytes, as protobuf writes bytes in JSON,
  /// becomes hexadecimal. Anything else stays as it is.
  static func normalized(_ bytes: UnsafeRawBufferPointer) -> String {
    switch bytes.count {
    case 32, 16: return hexadecimal(bytes) ?? String(decoding: bytes, as: UTF8.self)
    case 34, 18:
      guard bytes.starts(with: "0x".utf8) else { break }
      return normalized(UnsafeRawBufferPointer(rebasing: bytes[2...]))
    case 24, 12, 22, 11: return ofBase64(bytes) ?? String(decoding: bytes, as: UTF8.self)
    default: break
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func normalized(_ text: String) -> String {
    var text = text
    return text.withUTF8 { normalized(UnsafeRawBufferPointer($0)) }
  }

  private static func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String? {
    var hasLarge = false
    for byte in bytes {
      switch byte {
      case 48...57, 97...102: break
      case 65...70: hasLarge = true
      default: return nil
      }
    }
    guard hasLarge else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.map { $0 >= 65 && $0 <= 70 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// Nil where it is not the base64 of 16 or 8 bytes, in either alphabet, padded or not.
  private static func ofBase64(_ bytes: UnsafeRawBufferPointer) -> String? {
    let digits = bytes.prefix { $0 != UInt8(ascii: "=") }
    let count = digits.count == 22 ? 16 : 8
    guard digits.count == 22 || digits.count == 11 else { return nil }
    guard bytes.dropFirst(digits.count).allSatisfy({ $0 == UInt8(ascii: "=") }) else { return nil }
    var (buffer, held): (UInt32, Int) = (0, 0)
    var decoded: [UInt8] = []
    for digit in digits {
      guard let value = value(digit) else { return nil }
      buffer = buffer << 6 | value
      held += 6
      guard held >= 8 else { continue }
      held -= 8
      decoded.append(UInt8(truncatingIfNeeded: buffer >> UInt32(held)))
    }
    guard decoded.count == count else { return nil }
    let hex = Array("0123456789abcdef".utf8)
    return String(decoding: decoded.flatMap { [hex[Int($0 >> 4)], hex[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 65...90: UInt32(digit) - 65
    case 97...122: UInt32(digit) - 71
    case 48...57: UInt32(digit) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// A number for an id, to look spans up by. Of sixteen hexadecimal digits it is their value; two different others share one
  /// once in 2^64.
  static func key(_ id: String) -> UInt64 {
    if id.utf8.count == 16, let value = UInt64(id, radix: 16) { return value }
    return id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

/// A number for an id of any kind, to tell by whether it was met before.
package func spanKey(_ id: String) -> UInt64 { SpanID.key(id) }
