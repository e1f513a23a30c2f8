/// Whether a character steers what shows it, or is there without being seen: controls, marks of direction,
/// joiners, fillers, separators of lines and paragraphs.
func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20...0x7E, 0xA0..<0xAD, 0xAE..<0x300: return false
  case 0..<0xA0: return true
  // Looking up properties is slow: Greek and Cyrillic, symbols, kana, ideographs, Hangul, emoji hide nothing.
  case 0x370..<0x590, 0x2190..<0x2C00, 0x3040..<0x3100, 0x4E00..<0xA000, 0xAC00..<0xD7A4, 0x1F300..<0x1FB00:
    return false
  default: break
  }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return true
  default:
    return scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isNoncharacterCodePoint
  }
}
