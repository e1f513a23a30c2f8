/// Moments as tools write them into names and fields.
package enum Moment {
  /// The digits of a moment: of `playbook_v2_20251026_125354.json` and of `2025-10-26T12:53:54.5Z` they are `20251026125354`. They
  /// begin with a year; at most fourteen count, so that fractions of seconds and time zones do not. Empty where no year stands.
  package static func digits(of text: String) -> String {
    var rest = text[...]
    while let start = rest.firstIndex(where: isDigit) {
      let stretch = rest[start...].prefix(while: isDigit)
      if stretch.count >= 4, stretch.hasPrefix("20") || stretch.hasPrefix("19") {
        return String(rest[start...].filter(isDigit).prefix(14))
      }
      rest = rest[stretch.endIndex...]
    }
    return ""
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
