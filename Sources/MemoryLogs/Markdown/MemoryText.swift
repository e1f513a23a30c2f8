/// Bytes of a file as Markdown, whatever they are.
struct MemoryText {
  /// Larger files are no memory that an agent could read.
  static let mostBytes = 4 << 20

  let text: String
  /// Bytes that were no text, shown as such.
  let isMended: Bool

  /// Nil for what is no text at all.
  init?(_ bytes: [UInt8]) {
    if bytes.contains(0) { return nil }
    let plain = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    let valid = String(validating: plain, as: UTF8.self)
    let text = valid ?? String(decoding: plain, as: UTF8.self)
    isMended = valid == nil
    self.text = text.utf8.contains(UInt8(ascii: "\r")) ? MemoryText.withNewlines(text) : text
  }

  private static func withNewlines(_ text: String) -> String {
    var (bytes, before) = ([UInt8](), UInt8(0))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\r") {
        bytes.append(UInt8(ascii: "\n"))
      } else if byte != UInt8(ascii: "\n") || before != UInt8(ascii: "\r") {
        bytes.append(byte)
      }
      before = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
