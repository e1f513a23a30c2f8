import CEditline

/// What a terminal sends between `ESC[200~` and `ESC[201~` is text, whatever is in it.
extension LineEditor {
  func paste() -> KeyAnswer {
    guard let bytes = readPaste() else { return .beep }
    return bytes.isEmpty ? .nothing : insert(PastedText.clean(bytes))
  }

  /// Everything up to the end mark; what came with it but after it is left for later. Nil when it was
  /// given up.
  private func readPaste() -> [UInt8]? {
    var pasted = Array(unread)
    unread = []
    var end = PastedText.endMark(in: pasted, from: 0)
    var wasQuiet = false
    while end == nil {
      guard let chunk = readInput(atMost: 1 << 16, patience: 500) else {
        if reading.deferred == nil, !hasEnded { answerSignals() }
        if reading.deferred != nil || hasEnded { return nil }
        continue
      }
      // A terminal that never ends its paste must not take the keyboard away: Ctrl-C after a pause does.
      if wasQuiet, chunk == [interruptKey] {
        dropLine()
        return nil
      }
      wasQuiet = chunk.isEmpty
      let searched = max(0, pasted.count - PastedText.end.count)
      pasted += chunk
      end = PastedText.endMark(in: pasted, from: searched)
    }
    guard let end else { return nil }
    unread = pasted[(end + PastedText.end.count)...]
    return Array(pasted[..<end])
  }
}

package enum PastedText {
  static let end = Array("\u{1B}[201~".utf8)

  static func endMark(in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= end.count else { return nil }
    return (start...(bytes.count - end.count)).first { place in
      bytes[place] == end[0] && bytes[place..<(place + end.count)].elementsEqual(end)
    }
  }

  /// The text of a paste as it may stand in a line: line ends are newlines, and of the control characters
  /// only tabs are left, so that nothing in it can act as a key. One newline at the end goes: it would
  /// only push the cursor below the text.
  package static func clean(_ bytes: [UInt8]) -> String {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0x0A: if previous != 0x0D { kept.append(0x0A) }
      case 0x0D: kept.append(0x0A)
      case 0x09, 0x20...0x7E, 0x80...: kept.append(byte)
      default: break
      }
      previous = byte
    }
    if kept.last == 0x0A { kept.removeLast() }
    return withoutC1Controls(String(decoding: kept, as: UTF8.self))
  }

  /// U+0080…U+009F are controls too; some terminals take U+009B for the start of an escape sequence.
  private static func withoutC1Controls(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !(0x80...0x9F).contains($0.value) }))
  }
}
