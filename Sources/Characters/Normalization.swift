import CUtf8proc

/// The text in Unicode normalization form C: equal-looking texts become equal bytes.
///
/// Text that is ASCII already comes back untouched.
package func nfc(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
  var text = text
  if text.withUTF8(mayHoldLongRun), hasLongRun(text) { text = OrderedMarks.nfd(text) }
  if text.withUTF8(mayHoldLostVowel) { return composedAroundLostVowel(text) }
  return text.withUTF8(composed) ?? text
}

/// Whether the text is ASCII with not one space too many and no other white space: what `nfc` and `foldingWhitespace` leave
/// as it is, as most texts are. In one pass without a branch, so that sixteen bytes go at a time.
package func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
  var before: UInt8 = 0x20
  var found: UInt8 = 0
  for byte in text {
    let isGap: UInt8 = byte == 0x20 && before == 0x20 ? 1 : 0
    let isOther: UInt8 = byte &- 0x09 <= 0x04 || byte &- 0x1c <= 0x03 ? 1 : 0
    found |= byte & 0x80 | isGap | isOther
    before = byte
  }
  return found == 0 && (before != 0x20 || text.isEmpty)
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

/// Not one space too many, and no other white space.
private func isFolded(_ text: String) -> Bool {
  var previous: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    if separatesWords(scalar), scalar != " " || previous == " " { return false }
    previous = scalar
  }
  return previous != " " || text.isEmpty
}

/// Listed rather than looked up: it is fast, and a fingerprint must not change with a version of Unicode.
private func separatesWords(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0: true
  case 0..<0x1680: false
  case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
  default: false
  }
}

/// Decomposes into room of our own and composes in place there, so that nothing is left to free.
private func composed(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  // No character decomposes into more than three for every two of its bytes; the library adds a NUL.
  let capacity = 2 * bytes.count + 1
  // Safe: the library is told the capacity, and what it says it needs is compared with it.
  return withUnsafeTemporaryAllocation(of: utf8proc_int32_t.self, capacity: capacity) { room in
    let count = utf8proc_decompose(bytes.baseAddress, bytes.count, room.baseAddress, capacity, composing)
    guard count >= 0, count < capacity else { return nil }
    let length = utf8proc_reencode(room.baseAddress, count, composing)
    guard length >= 0 else { return nil }
    return String(decoding: UnsafeRawBufferPointer(room).prefix(length), as: UTF8.self)
  }
}

private let composing = utf8proc_option_t(UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue)

/// The library swallows U+11A7 after a Hangul syllable. It joins with nothing: what is between is composed.
private func composedAroundLostVowel(_ text: String) -> String {
  let parts = text.unicodeScalars.split(separator: "\u{11a7}", omittingEmptySubsequences: false)
  return parts.map { part in
    var part = String(part)
    return part.withUTF8(composed) ?? part
  }
  .joined(separator: "\u{11a7}")
}

/// Whether the first two of the vowel's bytes, E1 86 A7, occur: rare in any but old Korean.
private func mayHoldLostVowel(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var previous: UInt8 = 0
  for byte in bytes {
    if previous == 0xE1, byte == 0x86 { return true }
    previous = byte
  }
  return false
}
