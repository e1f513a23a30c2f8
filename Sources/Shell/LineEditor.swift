import CEditline
import Completing
import Files

/// What came of reading a line.
package enum LineEvent: Equatable, Sendable {
  /// Without the final newline. A paste or an entry of the history may hold newlines.
  case line(String)
  /// Ctrl-C: the line is dropped.
  case interrupted
  /// Ctrl-D on an empty line, the terminal gone, or a request to terminate.
  case endOfInput
}

/// Reads lines from the terminal with editing, history, completion and safe paste, through libedit.
///
/// libedit edits the line and draws it; characters, signals and the history are taken care of here. It is
/// given its characters one by one, and everything that must not happen inside a signal handler or in the
/// middle of one of its commands happens between two of them.
///
/// ```swift
/// let editor = LineEditor(program: "maa") { line, cursor in … }
/// while case .line(let line) = editor.readLine(prompt: "maa 1 › ") { … }
/// ```
package final class LineEditor {
  let handle: OpaquePointer?
  let complete: (_ line: String, _ cursor: Int) -> CompletionAnswer
  /// False where libedit only passes lines through, as on a terminal that `~/.editrc` says `edit off` for.
  var edits = false
  var history = History()
  var reading = Reading()
  /// The terminal is gone, or somebody asked the program to terminate: there is nothing more to read.
  var hasEnded = false
  /// Bytes that came with a paste and belong after it.
  var unread: ArraySlice<UInt8> = []
  /// How many of the bytes to come were typed before the terminal was raw.
  var typedAhead = 0
  var prompt = Prompt("")
  var shownPrompt = WideText("")
  var interruptKey: UInt8 = 3
  var suspendKey: UInt8 = 26
  /// What the line was drawn for.
  var windowColumns = 80
  /// What libedit keeps pointers to.
  var kept: [WideText] = []

  /// What goes on while one line is read.
  struct Reading {
    /// Done, and the line redrawn, as soon as libedit asks for a key.
    var deferred: (() -> KeyAnswer)?
    /// Done when libedit has drawn the line as it stands now.
    var afterDrawing: (() -> Void)?
    var isLeaving = false
    var wasInterrupted = false
    var search: HistorySearch?
  }

  package init(
    program: String, complete: @escaping (_ line: String, _ cursor: Int) -> CompletionAnswer
  ) {
    self.complete = complete
    Interrupt.install()
    _ = maa_use_utf8()
    handle = maa_el_open(program)
    guard let handle else { return }
    // Unretained: the callbacks run only inside `readLine`, while somebody holds the editor.
    maa_el_set_owner(handle, Unmanaged.passUnretained(self).toOpaque())
    installCallbacks(handle)
    bindKeys(handle)
    edits = maa_el_edits(handle) == 1
  }

  deinit {
    if let handle { el_end(handle) }
    if let shared = history.shared { history_wend(shared) }
  }

  /// Shows the prompt and reads until Enter, Ctrl-C or the end. `prefill` stands in the line to begin with.
  package func readLine(prompt: String, prefill: String = "") -> LineEvent {
    guard let handle, !hasEnded else { return .endOfInput }
    self.prompt = Prompt(prompt)
    reading = Reading()
    if !prefill.isEmpty { reading.deferred = { [unowned self] in insert(prefill) } }
    history.beginLine()
    Interrupt.clear()
    beginReading()
    var count: Int32 = 0
    let text = el_wgets(handle, &count)
    // libedit owns the characters and leaves them alone until the next call.
    let line = text.map { String(wide: $0, count: Int(count)) }
    endReading()
    return event(for: line)
  }

  private func event(for line: String?) -> LineEvent {
    defer { reading = Reading() }
    if reading.wasInterrupted {
      write("^C\n")
      return .interrupted
    }
    guard var line else {
      if edits { write("\n") }
      return .endOfInput
    }
    if line.unicodeScalars.last == "\n" { line.unicodeScalars.removeLast() }
    return .line(line)
  }

  func write(_ text: String) {
    var text = text
    // The bytes are only read, and only during the call.
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { maa_el_write($0.baseAddress, $0.count) }
    }
  }
}
