/// The pieces JSON is written from (RFC 8259).
///
/// What a terminal would obey or not show at all is escaped, so that JSON on a screen is harmless.
public enum JSONText {
  /// The text as a JSON string, with its quotes.
  public static func quoted(_ text: String) -> String {
    var json = ""
    appendQuoted(text, to: &json)
    return json
  }

  /// The shortest digits that read back as the same number; what JSON cannot express is `null`.
  public static func number(_ value: Double) -> String {
    value.isFinite ? value.description : "null"
  }

  public static func appendQuoted(_ text: String, to json: inout String) {
    json += "\""
    if text.utf8.allSatisfy(standsForItself) { json += text } else { appendEscaped(text, to: &json) }
    json += "\""
  }

  private static func standsForItself(_ byte: UInt8) -> Bool {
    0x20 <= byte && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// What needs no escape is copied in runs: most of any text needs none.
  private static func appendEscaped(_ text: String, to json: inout String) {
    let scalars = text.unicodeScalars
    var (start, index) = (scalars.startIndex, scalars.startIndex)
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      if let escape = escape(for: scalars[index]) {
        json += text[start..<index]
        json += escape
        start = next
      }
      index = next
    }
    json += text[start...]
  }

  private static func escape(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\u{8}": "\\b"
    case "\u{c}": "\\f"
    default: isUnseen(scalar) ? UTF16.encode(scalar)?.map(escaped).joined() : nil
    }
  }

  private static func escaped(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
