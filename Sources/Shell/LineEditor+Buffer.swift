import CEditline

/// The line as it stands, and changes to it. libedit counts in scalars, and so do the offsets here.
extension LineEditor {
  struct Buffer {
    var text: String
    /// In scalars.
    var cursor: Int

    var beforeCursor: Substring.UnicodeScalarView {
      Substring(text).unicodeScalars.prefix(cursor)
    }
  }

  var buffer: Buffer {
    guard let handle, let line = el_wline(handle)?.pointee else { return Buffer(text: "", cursor: 0) }
    // The three pointers are into one array of libedit's, which holds still until the next change.
    return Buffer(
      text: String(wide: line.buffer, count: line.lastchar - line.buffer), cursor: line.cursor - line.buffer)
  }

  func moveCursor(by scalars: Int) {
    if scalars != 0 { el_cursor(handle, Int32(clamping: scalars)) }
  }

  func insert(_ text: String) -> KeyAnswer {
    // libedit copies the characters during the call.
    withExtendedLifetime(WideText(text)) { _ = el_winsertstr(handle, $0.start) }
    return .refresh
  }

  /// Draws prompt and line from the cursor's row on.
  func redraw() { maa_el_redraw(handle) }

  /// Deletes before the cursor.
  func delete(_ scalars: Int) {
    if scalars > 0 { el_deletestr(handle, Int32(clamping: scalars)) }
  }

  /// Replaces scalars of the line; the cursor ends after what was put in.
  func replace(_ range: Range<Int>, with text: String) {
    moveCursor(by: range.upperBound - buffer.cursor)
    delete(range.count)
    _ = insert(text)
  }

  /// Replaces the whole line; the cursor ends `cursor` scalars into it, or at its end.
  func replaceLine(with text: String, cursor: Int? = nil) {
    replace(0..<buffer.text.unicodeScalars.count, with: text)
    if let cursor { moveCursor(by: cursor - text.unicodeScalars.count) }
  }
}
