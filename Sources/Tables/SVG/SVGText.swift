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
