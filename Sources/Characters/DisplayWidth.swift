import CUtf8proc

/// How many columns of a terminal a text takes.
package func displayWidth(_ text: String) -> Int {
  if isPrintableASCII(text) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth(of: $1) }
}

/// How many columns a grapheme cluster takes: emoji and flags two, whatever they are made of; anything else
/// the sum of its scalars, so that consonants a terminal may leave unjoined still have room.
package func displayWidth(of cluster: Character) -> Int {
  let scalars = cluster.unicodeScalars
  guard let base = scalars.first else { return 0 }
  if scalars.index(after: scalars.startIndex) == scalars.endIndex { return displayWidth(of: base) }
  if showsEmoji(scalars, base: base) { return 2 }
  return scalars.reduce(0) { $0 + displayWidth(of: $1) }
}

/// How many columns a scalar takes by itself: none for controls and combining marks, two for wide East
/// Asian characters and emoji, one for the rest. Those of ambiguous width count as narrow.
package func displayWidth(of scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0x20...0x7E, 0xA0..<0x300: 1
  case 0..<0xA0: 0
  // Vowels and final consonants of Hangul stand on the syllable's first consonant.
  case 0x1160...0x11FF, 0xD7B0...0xD7FF: 0
  // Planes set aside for ideographs are wide, assigned or not.
  case 0x20000...0x2FFFD, 0x30000...0x3FFFD: 2
  default: widthInTables(scalar)
  }
}

/// The C library's tables are older than the standard library's: what they do not know yet is looked up there.
private func widthInTables(_ scalar: Unicode.Scalar) -> Int {
  let code = utf8proc_int32_t(scalar.value)
  guard utf8proc_category(code) == UTF8PROC_CATEGORY_CN else { return max(0, Int(utf8proc_charwidth(code))) }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .spacingMark, .enclosingMark, .format: return 0
  default: return scalar.properties.isEmojiPresentation ? 2 : 1
  }
}

/// A flag, a symbol that asks to be shown as an emoji, or an emoji that the others are joined to.
private func showsEmoji(_ scalars: Character.UnicodeScalarView, base: Unicode.Scalar) -> Bool {
  // A skin tone that follows no emoji is a mark as well as an emoji: it may join a cluster or found one.
  guard base.properties.isEmoji, !base.properties.isEmojiModifier else { return false }
  return scalars.dropFirst().contains { scalar in
    switch scalar.value {
    case 0xFE0F, 0x1F1E6...0x1F1FF: true
    case 0x200D: base.value >= 0x80
    default: scalar.properties.isEmojiModifier && base.properties.isEmojiModifierBase
    }
  }
}

func isPrintableASCII(_ text: String) -> Bool {
  text.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F }
}
