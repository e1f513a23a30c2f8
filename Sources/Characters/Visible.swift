/// The text as it may be sent to a terminal. What would move the cursor, turn the direction of writing, or
/// be there without being seen is spelt out: `\n`, `\x1b`, `\u{202e}`.
///
/// Joiners and variation selectors stay where scripts and emoji need them. A cluster of more scalars than
/// any script or emoji has is cut, lest its marks overrun the lines above and below. Text in which nothing
/// has to change comes back untouched; `visible(visible(x)) == visible(x)`.
package func visible(_ text: String) -> String {
  if isPrintableASCII(text) { return text }
  return cuttingOvergrownClusters(spellingOut(text))
}

/// Bytes that may not be UTF-8: each byte that is not part of a character is shown as `\xff`. Clusters are cut at the
/// end, for marks that follow such a byte gather on what spells it.
package func visible(bytes: some Collection<UInt8>) -> String {
  if let text = String(validating: bytes, as: UTF8.self) { return visible(text) }
  var shown = ""
  var run = String.UnicodeScalarView()
  var rest = bytes[...]
  var source = bytes.makeIterator()
  var parser = Unicode.UTF8.ForwardParser()
  while true {
    switch parser.parseScalar(from: &source) {
    case .valid(let encoded):
      run.append(Unicode.UTF8.decode(encoded))
      rest = rest.dropFirst(encoded.count)
    case .error(let length):
      shown += spellingOut(String(run)) + rest.prefix(length).map(spelling(ofByte:)).joined()
      run = .init()
      rest = rest.dropFirst(length)
    case .emptyInput:
      return cuttingOvergrownClusters(shown + spellingOut(String(run)))
    }
  }
}

/// The longest emoji in use has ten scalars, and no script comes near.
private let mostScalarsInCluster = 10

private func cuttingOvergrownClusters(_ text: String) -> String {
  guard text.contains(where: { $0.unicodeScalars.count > mostScalarsInCluster }) else { return text }
  var cut = String.UnicodeScalarView()
  for cluster in text {
    let scalars = cluster.unicodeScalars
    for scalar in scalars.prefix(mostScalarsInCluster) { cut.append(scalar) }
    if scalars.count > mostScalarsInCluster { cut.append("…") }
  }
  return String(cut)
}

private func spellingOut(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard scalars.contains(where: { isHidden($0) }) else { return text }
  var shown = String.UnicodeScalarView()
  var previous: Unicode.Scalar?
  var next = scalars.makeIterator()
  _ = next.next()
  for scalar in scalars {
    let following = next.next()
    let stays = !isHidden(scalar) || isNeeded(scalar, after: previous, before: following)
    // One by one: appending a collection of scalars copies the whole text each time.
    if stays {
      shown.append(scalar)
    } else {
      for part in spelling(of: scalar).unicodeScalars { shown.append(part) }
    }
    previous = stays ? scalar : nil
  }
  return String(shown)
}

/// What a reader would not see, or not see as what it is.
private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20...0x7E, 0xA0..<0xAD, 0xAE..<0x300: return false
  case 0..<0xA0: return true
  // Looking up properties is slow: Greek and Cyrillic, symbols, kana, ideographs, Hangul, emoji hide nothing.
  case 0x370..<0x590, 0x2190..<0x2C00, 0x3040..<0x3100, 0x4E00..<0xA000, 0xAC00..<0xD7A4, 0x1F300..<0x1FB00:
    return false
  default: break
  }
  let properties = scalar.properties
  switch properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return true
  default: return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
  }
}

/// Hidden characters that text cannot do without: joiners inside words and emoji, variation selectors on
/// what has variants. `previous` is nil where the text begins or the scalar before was spelt out.
private func isNeeded(
  _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
) -> Bool {
  guard let previous, !isJoiner(previous) else { return false }
  switch scalar.value {
  case 0x200C, 0x200D:
    guard let next else { return false }
    return isJoinable(previous) && isJoinable(next) && !isHidden(next)
  case 0xFE00...0xFE0F:
    return !isHidden(previous) && (isJoinable(previous) || previous.properties.isEmoji)
  case 0xE0100...0xE01EF:
    return previous.properties.isIdeographic
  default:
    return false
  }
}

/// Beyond ASCII, because a joiner in an English word is there to deceive.
private func isJoinable(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value >= 0x80 && !scalar.properties.isWhitespace && !isJoiner(scalar)
}

private func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value == 0x200C || scalar.value == 0x200D
}

private func spelling(of scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": "\\n"
  case "\t": "\\t"
  case "\r": "\\r"
  case "\u{1b}": "\\x1b"
  default: "\\u{" + String(scalar.value, radix: 16) + "}"
  }
}

private func spelling(ofByte byte: UInt8) -> String {
  (byte < 0x10 ? "\\x0" : "\\x") + String(byte, radix: 16)
}
