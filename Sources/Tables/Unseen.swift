/// Whether a character steers what shows it, or is there without being seen: controls, marks of direction,
/// joiners, fillers, separators of lines and paragraphs.
func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20...0x7E, 0xA0..<0xAD, 0xAE..<0x300: return false
  case 0..<0xA0: return true
  default: break
  }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return true
  default:
    return scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isNoncharacterCodePoint
  }
}
