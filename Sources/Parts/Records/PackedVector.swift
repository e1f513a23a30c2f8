/// Floats as text: their four bytes each, the least significant first, in base64 (RFC 4648).
enum PackedVector {
  static func text(_ floats: [Float]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * floats.count)
    for float in floats {
      let bits = float.bitPattern
      for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }
    return base64(bytes)
  }

  /// Nil where the text is no such thing.
  static func floats(_ text: String) -> [Float]? {
    guard let bytes = bytes(text), bytes.count % 4 == 0 else { return nil }
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
      return Float(bitPattern: bits)
    }
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = (0..<3).map { start + $0 < bytes.count ? Int(bytes[start + $0]) : 0 }
      let bits = group[0] << 16 | group[1] << 8 | group[2]
      let held = min(3, bytes.count - start)
      for place in 0..<4 {
        text.append(place <= held ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    var (bytes, bits, held) = ([UInt8](), 0, 0)
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      let value = values[Int(byte)]
      guard value >= 0 else { return nil }
      bits = (bits << 6 | Int(value)) & 0xFFFFFF
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> held))
      }
    }
    return bytes
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [Int8] = {
    var values = [Int8](repeating: -1, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = Int8(value) }
    return values
  }()
}
