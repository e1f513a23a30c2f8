/// A text with every run of white space as one space. Strings compare by what they look like, so two spellings of
/// one text in Unicode are equal besides.
package func foldedText(_ text: String) -> String {
  if isFoldedASCII(text) { return text }
  return foldedASCII(text) ?? text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// Whether a text of ASCII is as it would be folded, as most are.
private func isFoldedASCII(_ text: String) -> Bool {
  let answer = text.utf8.withContiguousStorageIfAvailable { bytes in
    var before: UInt8 = 0x20
    for byte in bytes {
      if byte >= 0x80 || (0x09...0x0D).contains(byte) || (byte == 0x20 && before == 0x20) { return false }
      before = byte
    }
    return bytes.isEmpty || before != 0x20
  }
  return answer ?? false
}

/// The same for a text of ASCII alone, which needs no table of what is white space; nil for any other.
private func foldedASCII(_ text: String) -> String? {
  var folded: [UInt8] = []
  folded.reserveCapacity(text.utf8.count)
  for byte in text.utf8 {
    if byte >= 0x80 { return nil }
    let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
    if !isSpace {
      folded.append(byte)
    } else if let last = folded.last, last != 0x20 {
      folded.append(0x20)
    }
  }
  if folded.last == 0x20 { folded.removeLast() }
  return String(decoding: folded, as: UTF8.self)
}
