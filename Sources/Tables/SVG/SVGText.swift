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

/// How wide text is, about: what shows it has fonts of its own, so that there is no exact answer.
struct SVGText {
  /// What is shown, spelled out and cut.
  let shown: String
  let width: Double
  /// What was cut, in full as far as anyone reads.
  let full: String?

  init(_ text: String, size: Double, room: Double = .infinity) {
    let visible = XMLText.spelledOut(text.count > longest ? text.prefix(longest) + "…" : text)
    let widths = visible.map { SVGText.width(of: $0) * size }
    let whole = widths.reduce(0, +)
    if whole <= room {
      (shown, width, full) = (SVGText.joined(visible[...]), whole, nil)
      return
    }
    var (kept, used) = (0, SVGText.width(of: "…") * size)
    for width in widths {
      if used + width > room { break }
      used += width
      kept += 1
    }
    let cut = SVGText.joined(visible.prefix(kept))
    (shown, width, full) = (cut + "…", used, SVGText.joined(visible[...]))
  }

  /// Accents piled up without end would run over all else.
  private static func joined(_ text: Substring) -> String {
    var scalars = String.UnicodeScalarView()
    for character in text { scalars.append(contentsOf: character.unicodeScalars.prefix(10)) }
    return String(scalars)
  }

  /// In ems; rather too wide than too narrow.
  private static func width(of character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar {
    case " ", ".", ",", ":", ";", "'", "|", "!", "i", "j", "l", "I": return 0.32
    case "f", "t", "r", "(", ")", "[", "]", "{", "}", "/", "\\", "-", "\"", "`": return 0.4
    case "m", "w", "M", "W", "@", "%", "—", "…": return 0.95
    case "A"..."Z", "&", "#", "+", "<", "=", ">", "~": return 0.7
    case "\u{1100}"..."\u{11FF}", "\u{2E80}"..."\u{A4CF}", "\u{AC00}"..."\u{D7A3}", "\u{F900}"..."\u{FAFF}",
      "\u{FE30}"..."\u{FE6F}", "\u{FF00}"..."\u{FF60}", "\u{1F000}"..."\u{3FFFD}":
      return 1.2
    default: return 0.6
    }
  }
}

/// No one reads more in a tooltip.
private let longest = 400
