import CUtf8proc

/// The text in Unicode normalization form C: equal-looking texts become equal bytes.
///
/// Text that is ASCII already comes back untouched.
package func nfc(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
  // The library swallows this vowel after a Hangul syllable. It joins with nothing: take what is between.
  let parts = text.unicodeScalars.split(separator: "\u{11a7}", omittingEmptySubsequences: false)
  return parts.map { composed(String($0)) }.joined(separator: "\u{11a7}")
}

/// The text with every run of white space as one space, and none at either end.
///
/// White space is what Unicode calls so, and the four separators U+001C…U+001F that C0 has for files,
/// groups, records and units.
package func foldingWhitespace(_ text: String) -> String {
  if isFolded(text) { return text }
  var folded = String.UnicodeScalarView()
  var gap = false
  for scalar in text.unicodeScalars {
    if separatesWords(scalar) {
      gap = true
    } else {
      if gap, !folded.isEmpty { folded.append(" ") }
      gap = false
      folded.append(scalar)
    }
  }
  return String(folded)
}

/// ASCII without control characters, without two spaces in a row, without a space at either end.
private func isFolded(_ text: String) -> Bool {
  var previous: UInt8 = 0x20
  for byte in text.utf8 {
    guard (0x20...0x7E).contains(byte), byte != 0x20 || previous != 0x20 else { return false }
    previous = byte
  }
  return previous != 0x20 || text.isEmpty
}

private func separatesWords(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09...0x0D, 0x1C...0x20: true
  case 0..<0x80: false
  default: scalar.properties.isWhitespace
  }
}

private func composed(_ text: String) -> String {
  var text = text
  return text.withUTF8(composed) ?? text
}

/// Decomposes into room of our own and composes in place there, so that nothing is left to free.
private func composed(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  let needed = decompose(bytes, into: nil)
  guard needed >= 0 else { return nil }
  // One more, because the library ends what it writes with a NUL.
  return withUnsafeTemporaryAllocation(of: utf8proc_int32_t.self, capacity: needed + 1) { room in
    guard decompose(bytes, into: room) == needed else { return nil }
    let length = utf8proc_reencode(room.baseAddress, needed, composing)
    guard length >= 0 else { return nil }
    return String(decoding: UnsafeRawBufferPointer(room).prefix(length), as: UTF8.self)
  }
}

private let composing = utf8proc_option_t(UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue)

private func decompose(
  _ bytes: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<utf8proc_int32_t>?
) -> Int {
  utf8proc_decompose(bytes.baseAddress, bytes.count, room?.baseAddress, room?.count ?? 0, composing)
}
