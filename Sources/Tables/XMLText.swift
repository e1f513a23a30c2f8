/// Text that is set into XML.
public enum XMLText {
  /// The text with all that XML gives a meaning to escaped, and what XML forbids or no one sees spelled out.
  public static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in spelledOut(text).unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// Space for every kind of line end and tab; other characters that are not seen as `\u{202e}`. Joiners that emoji
  /// and scripts are written with stay.
  static func spelledOut(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) { return text }
    var shown = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\t": shown.append(" ")
      case "\u{200c}", "\u{200d}", "\u{fe00}"..."\u{fe0f}": shown.append(scalar)
      case _ where isUnseen(scalar):
        shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: shown.append(scalar)
      }
      previous = scalar
    }
    return String(shown)
  }
}
