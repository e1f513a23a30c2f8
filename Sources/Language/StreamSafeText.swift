/// The text with at most thirty marks in a row: a joiner that joins nothing, U+034F, stands behind each thirtieth, as Unicode's
/// process for stream-safe text has it (UAX #15, section 13). No writing has so many, and comparing two strings puts the
/// marks of each in order first, which takes the square of their number.
/// Complexity: O(bytes); a text without so long a run comes back as it is.
func streamSafe(_ text: String) -> String {
  guard mayHoldLongRun(text) else { return text }
  var safe = String.UnicodeScalarView()
  var length = 0
  for scalar in text.unicodeScalars {
    let isMark = scalar.properties.canonicalCombiningClass != .notReordered
    if isMark, length == longestRun {
      safe.append("\u{34f}")
      length = 0
    }
    length = isMark ? length + 1 : 0
    safe.append(scalar)
  }
  return String(safe)
}

private let longestRun = 30

/// Whether so many bytes stand in a row that are no ASCII.
private func mayHoldLongRun(_ text: String) -> Bool {
  var length = 0
  for byte in text.utf8 {
    length = byte < 0x80 ? 0 : length + 1
    if length > 2 * longestRun { return true }
  }
  return false
}
