extension TerminalScreen {
  /// Carries out what the bytes begin with: how many bytes that took, nil when more are needed.
  mutating func consume(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return escape(bytes)
    case 0..<0x20, 0x7F:
      control(first)
      return 1
    case 0..<0x80:
      put(Unicode.Scalar(first))
      return 1
    default: return character(bytes, lead: first)
    }
  }

  private mutating func character(_ bytes: ArraySlice<UInt8>, lead: UInt8) -> Int? {
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard bytes.count >= length else { return nil }
    guard let text = String(validating: bytes.prefix(length), as: UTF8.self) else {
      put("\u{FFFD}")
      return 1
    }
    text.unicodeScalars.forEach { put($0) }
    return length
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x08:
      isAtMargin = false
      cursor.column = max(0, cursor.column - 1)
    case 0x09: cursor.column = min(columns - 1, (cursor.column / 8 + 1) * 8)
    case 0x0A, 0x0B, 0x0C: lineFeed()
    case 0x0D:
      isAtMargin = false
      cursor.column = 0
    default: break
    }
  }

  private mutating func escape(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let second = bytes.dropFirst().first else { return nil }
    switch second {
    case UInt8(ascii: "["): return controlSequence(bytes)
    case UInt8(ascii: "]"):
      // A title or the like, up to BEL.
      return bytes.firstIndex(of: 0x07).map { $0 - bytes.startIndex + 1 }
    case UInt8(ascii: "("), UInt8(ascii: ")"): return bytes.count >= 3 ? 3 : nil
    case UInt8(ascii: "M"):
      cursor.row = max(0, cursor.row - 1)
      return 2
    default: return 2
    }
  }

  private mutating func controlSequence(_ bytes: ArraySlice<UInt8>) -> Int? {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
    let parameters = String(decoding: body[..<end], as: UTF8.self)
    // Private modes (`ESC[?2004h`) change nothing that can be seen.
    if !parameters.hasPrefix("?") {
      let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
      carryOut(bytes[end], numbers)
    }
    return end - bytes.startIndex + 1
  }

  private mutating func carryOut(_ command: UInt8, _ numbers: [Int?]) {
    let count = max(1, (numbers.first ?? nil) ?? 1)
    let mode = (numbers.first ?? nil) ?? 0
    switch Character(Unicode.Scalar(command)) {
    case "A": move(row: cursor.row - count)
    case "B": move(row: cursor.row + count)
    case "C": move(column: cursor.column + count)
    case "D": move(column: cursor.column - count)
    case "G": move(column: count - 1)
    case "d": move(row: count - 1)
    case "H", "f": move(row: count - 1, column: max(1, (numbers.dropFirst().first ?? nil) ?? 1) - 1)
    case "J": eraseScreen(mode)
    case "K": eraseLine(mode)
    case "P": deleteCells(count)
    case "@": insertCells(count)
    case "X": erase(cursor.row, cursor.column..<min(columns, cursor.column + count))
    default: break
    }
  }

  private mutating func move(row: Int? = nil, column: Int? = nil) {
    isAtMargin = false
    if let row { cursor.row = min(max(0, row), height - 1) }
    if let column { cursor.column = min(max(0, column), columns - 1) }
  }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    for place in range { lines[row].cells[place] = " " }
    if range.upperBound == columns { lines[row].runsOn = false }
  }

  private mutating func eraseLine(_ mode: Int) {
    switch mode {
    case 0: erase(cursor.row, cursor.column..<columns)
    case 1: erase(cursor.row, 0..<cursor.column + 1)
    default: erase(cursor.row, 0..<columns)
    }
  }

  private mutating func eraseScreen(_ mode: Int) {
    eraseLine(mode)
    let others = mode == 0 ? cursor.row + 1..<height : mode == 1 ? 0..<cursor.row : 0..<height
    for row in others { erase(row, 0..<columns) }
  }

  private mutating func deleteCells(_ count: Int) {
    let count = min(count, columns - cursor.column)
    lines[cursor.row].cells.removeSubrange(cursor.column..<cursor.column + count)
    lines[cursor.row].cells += Array(repeating: " ", count: count)
  }

  private mutating func insertCells(_ count: Int) {
    let count = min(count, columns - cursor.column)
    lines[cursor.row].cells.removeLast(count)
    lines[cursor.row].cells.insert(contentsOf: Array(repeating: " ", count: count), at: cursor.column)
  }
}
