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
    if text.utf8.allSatisfy(standsForItself) {
      json += text
    } else {
      for scalar in text.unicodeScalars { append(scalar, to: &json) }
    }
    json += "\""
  }

  private static func standsForItself(_ byte: UInt8) -> Bool {
    0x20 <= byte && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func append(_ scalar: Unicode.Scalar, to json: inout String) {
    switch scalar {
    case "\"": json += "\\\""
    case "\\": json += "\\\\"
    case "\n": json += "\\n"
    case "\r": json += "\\r"
    case "\t": json += "\\t"
    case "\u{8}": json += "\\b"
    case "\u{c}": json += "\\f"
    case _ where isUnseen(scalar): for unit in UTF16.encode(scalar) ?? .init() { json += escaped(unit) }
    default: json.unicodeScalars.append(scalar)
    }
  }

  private static func escaped(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
