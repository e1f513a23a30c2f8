/// Text set into HTML, as content or as a quoted attribute: none of it can become markup.
public enum HTMLText {
  public static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: meansSomething) else { return text }
    var html: [UInt8] = []
    html.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 { append(byte, to: &html) }
    return String(decoding: html, as: UTF8.self)
  }

  /// Keeps the ends of lines, which pages show, and spells out by `show` what would not be seen.
  public static func escaped(lines text: String, show: (String) -> String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return escaped(show(text)) }
    return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
      .map { escaped(show(String($0))) }.joined(separator: "\n")
  }

  private static func append(_ byte: UInt8, to html: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "&"): html += "&amp;".utf8
    case UInt8(ascii: "<"): html += "&lt;".utf8
    case UInt8(ascii: ">"): html += "&gt;".utf8
    case UInt8(ascii: "\""): html += "&quot;".utf8
    case UInt8(ascii: "'"): html += "&#39;".utf8
    // A null byte is no character of HTML, whatever stands around it.
    case 0: html += "\u{fffd}".utf8
    default: html.append(byte)
    }
  }

  private static func meansSomething(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
