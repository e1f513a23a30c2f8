import CEditline
import CSignals
import Files
import Glibc

/// What happens around a line rather than in it: interrupts, suspension, a new size of the window.
extension LineEditor {
  private static let watched = [SIGWINCH, SIGTSTP, SIGCONT]

  func beginReading() {
    for signal in LineEditor.watched {
      maa_signal_clear(signal)
      maa_signal_watch(signal)
    }
    guard edits else { return }
    windowColumns = Terminal.windowColumns(of: STDOUT_FILENO)
    maa_terminal_keys(STDIN_FILENO, &interruptKey, &suspendKey)
    // Before the prompt: what is typed once that is seen must not meet the terminal's own echo and editing.
    maa_el_prepare_terminal(handle, 1)
    typedAhead = Int(maa_input_waiting(STDIN_FILENO))
    setBracketedPaste(true)
  }

  func endReading() {
    if edits { setBracketedPaste(false) }
    for signal in LineEditor.watched { maa_signal_unwatch(signal) }
  }

  /// Asks the terminal to say where a paste begins and ends.
  func setBracketedPaste(_ on: Bool) {
    if !Terminal.isDumb, !hasEnded { write(on ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }
  }

  func answerSignals() {
    maa_signal_drain_wakes()
    if Interrupt.isPending {
      Interrupt.clear()
      dropLine()
    }
    if Interrupt.terminationSignal != nil { hasEnded = true }
    if take(SIGTSTP) { suspend() }
    if take(SIGCONT) { resume() }
    if take(SIGWINCH) { redrawAfterResize() }
  }

  private func take(_ signal: Int32) -> Bool {
    defer { maa_signal_clear(signal) }
    return maa_signal_is_pending(signal) != 0
  }

  /// The cursor goes to the end first, so that what is printed next stands below the line.
  func dropLine() {
    reading.search = nil
    reading.wasInterrupted = true
    guard edits else { return reading.isLeaving = true }
    reading.deferred = { [unowned self] in
      reading.isLeaving = true
      moveCursor(by: buffer.text.unicodeScalars.count)
      return .refresh
    }
  }

  /// Stops the job as Ctrl-Z does elsewhere, and goes on with the same line when it is continued.
  func suspend() {
    setBracketedPaste(false)
    maa_el_prepare_terminal(handle, 0)
    write("\r\n")
    maa_signal_unwatch(SIGTSTP)
    maa_stop_job()
    maa_signal_watch(SIGTSTP)
    resume()
  }

  /// Whoever continued the program may have left the terminal in any mode.
  private func resume() {
    maa_signal_clear(SIGCONT)
    maa_el_prepare_terminal(handle, 0)
    maa_el_prepare_terminal(handle, 1)
    setBracketedPaste(true)
    write("\r")
    el_resize(handle)
    redraw()
  }

  /// Goes up to where the prompt begins on the window of the new size and draws from there. libedit by
  /// itself would draw a second prompt below the first.
  private func redrawAfterResize() {
    guard edits else { return }
    let before = windowColumns
    windowColumns = Terminal.windowColumns(of: STDOUT_FILENO)
    el_resize(handle)
    if Terminal.isDumb {
      write("\r\n")
    } else {
      let up = rowsAboveCursor(columns: Terminal.wrapsAgain ? windowColumns : before)
      write("\r" + (up > 0 ? "\u{1B}[\(up)A" : "") + "\u{1B}[J")
    }
    redraw()
  }

  private func rowsAboveCursor(columns: Int) -> Int {
    var place = ScreenPlace(columns: columns)
    for scalar in (reading.search?.prompt ?? prompt.plain).unicodeScalars { place.advance(over: scalar) }
    for scalar in buffer.beforeCursor { place.advance(over: scalar) }
    return place.row
  }
}

/// Where a cursor gets to when text is written from the first column on, as libedit and terminals count.
struct ScreenPlace {
  let columns: Int
  private(set) var row = 0
  private var column = 0

  init(columns: Int) { self.columns = max(1, columns) }

  mutating func advance(over scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x0A: newRow()
    case 0x09: step(8 - column % 8)
    // Shown as `^A` or `\U+1234`.
    case 0..<0x20, 0x7F: step(2)
    default: step(max(0, Int(maa_columns(wchar_t(scalar.value)))))
    }
  }

  private mutating func step(_ width: Int) {
    if column + width > columns { newRow() }
    column += width
    if column >= columns { newRow() }
  }

  private mutating func newRow() {
    row += 1
    column = 0
  }
}
