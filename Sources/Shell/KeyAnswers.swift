import Answers
import CEditline
import CSignals
import Characters
import Files
import Glibc
import Phrasing
import Sessions
import Sinks

/// Answers of a person at the keys: a page, a line that says which keys there are, and one key.
///
/// The terminal hands over keys one by one while a review lasts, and is put back whenever it ends, a remark is typed or
/// the job is stopped.
package final class KeyAnswers: AnswerSource {
  // The shell owns it; and the editor knows the session that knows these answers.
  private unowned let editor: LineEditor
  private let progress: Progress
  private let isColoured: Bool
  private var hasKeys = false
  /// What was said since the last page, above the next one.
  private var said: [String] = []
  private var shown: DeskScreen?

  init(_ editor: LineEditor, _ progress: Progress, isColoured: Bool) {
    self.editor = editor
    self.progress = progress
    self.isColoured = isColoured
  }

  package var isPerson: Bool { true }

  package func answer(to page: DeskPage, isNew: Bool) throws -> DeskAnswer? {
    progress.clear()
    take()
    // The next bar is about the work that the next answer makes.
    defer { progress.reset() }
    if isNew || shown == nil {
      // Nobody judges what was not seen: keys pressed before count for nothing.
      maa_keys_forget(STDIN_FILENO)
      shown = DeskScreen(above: said, page: page, isColoured: isColoured)
      draw()
    } else {
      write(said.map { $0 + "\n" }.joined())
      write(promptLine)
    }
    said = []
    return try readAnswer()
  }

  package func show(_ outcome: Outcome) {
    said += outcome.warnings.map { "notice: \(visible($0))" }
    for block in outcome.answer.blocks {
      switch block {
      case .said(let line): said.append("  " + visible(line))
      case .text(let text): said += text.split(separator: "\n").map { "  " + visible(String($0)) }
      case .table, .data, .plot: break
      }
    }
  }

  package func show(_ fault: any Error) {
    let complaint = Wording.complaint(fault)
    said.append("error: \(visible(complaint.message))")
    said += (complaint.details + [complaint.hint].compactMap { $0 }).map { "  " + visible($0) }
  }

  package func leave() {
    progress.clear()
    write(said.map { $0 + "\n" }.joined())
    said = []
    shown = nil
    giveBack()
  }
}

extension KeyAnswers {
  private static let watched = [SIGWINCH, SIGTSTP, SIGCONT]

  private func take() {
    if !hasKeys {
      KeyAnswers.watched.forEach(maa_signal_clear)
      editor.setBracketedPaste(true)
    }
    hasKeys = true
    KeyAnswers.watched.forEach(maa_signal_watch)
    _ = maa_keys_take(STDIN_FILENO)
  }

  private func giveBack() {
    if hasKeys { editor.setBracketedPaste(false) }
    hasKeys = false
    maa_keys_give_back(STDIN_FILENO)
    for signal in KeyAnswers.watched {
      maa_signal_unwatch(signal)
      maa_signal_clear(signal)
    }
  }

  private func readAnswer() throws -> DeskAnswer? {
    while true {
      switch nextKey() {
      case .end:
        write("\n")
        return nil
      case .interrupt:
        write("^C\n")
        return nil
      case .key(let key):
        if let answer = answer(for: key) { return answer }
      }
    }
  }

  /// Nil for a key without a meaning, and where a line was begun and dropped.
  private func answer(for key: Character) -> DeskAnswer? {
    switch key {
    case "\u{4}":
      write("\n")
      return .quit
    case "n": return line(asking: "note").map(DeskAnswer.note)
    case "S": return line(asking: "same, because").map { .judge(.same, because: $0) }
    case "D": return line(asking: "different, because").map { .judge(.different, because: $0) }
    default:
      guard let answer = DeskAnswer(key: key) else {
        write("\u{7}")
        return nil
      }
      write(word(of: key) + "\n")
      return answer
    }
  }

  private func word(of key: Character) -> String {
    DeskAnswer.keys.first { $0.letter == (key == " " ? "k" : key) }?.word ?? ""
  }

  /// A line of text, edited as any other; nil where it was left empty or dropped.
  private func line(asking what: String) -> String? {
    write("\n")
    giveBack()
    let event = editor.readLine(prompt: "  \(what) › ")
    take()
    let typed = if case .line(let text) = event { text } else { "" }
    shown?.tail += "  \(what) › \(visible(typed))\n"
    if case .line(let text) = event, text.contains(where: { !$0.isWhitespace }) { return text }
    write(promptLine)
    return nil
  }
}

extension KeyAnswers {
  private enum Press {
    case key(Character), interrupt, end
  }

  private func nextKey() -> Press {
    while true {
      if editor.hasEnded { return .end }
      guard let byte = editor.readInput(atMost: 1)?.first else {
        if let press = answerSignals() { return press }
        continue
      }
      switch byte {
      case 0x1B: skipSequence()
      case 0..<0x80: return .key(Character(Unicode.Scalar(byte)))
      // A letter of another alphabet: all of it is one key without a meaning.
      case 0xC0...: skipContinuation(of: byte)
      default: break
      }
    }
  }

  private func skipContinuation(of lead: UInt8) {
    let count = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
    for _ in 0..<count { _ = editor.readInput(atMost: 1, patience: 20) }
    write("\u{7}")
  }

  /// Arrows and the like say nothing here, and neither does what is pasted.
  private func skipSequence() {
    var sequence: [UInt8] = []
    while let byte = editor.readInput(atMost: 1, patience: 50)?.first {
      sequence.append(byte)
      let isOpening = sequence.count == 1 && (byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O"))
      if !isOpening, (0x40...0x7E).contains(byte) || sequence.count == 1 { break }
    }
    if sequence == Array("[200~".utf8) { skipPaste() }
  }

  private func skipPaste() {
    let end = Array("\u{1B}[201~".utf8)
    var tail: [UInt8] = []
    // A paste whose end never comes is over when nothing more does.
    while tail != end, let byte = editor.readInput(atMost: 1, patience: 1_000)?.first {
      tail.append(byte)
      if tail.count > end.count { tail.removeFirst() }
    }
    write("\u{7}")
  }

  private func answerSignals() -> Press? {
    maa_signal_drain_wakes()
    if Interrupt.terminationSignal != nil { return .end }
    if Interrupt.isPending {
      Interrupt.clear()
      return .interrupt
    }
    if took(SIGTSTP) { suspend() }
    if took(SIGCONT) { redraw(afterStop: true) }
    if took(SIGWINCH) { redraw(afterStop: false) }
    return nil
  }

  private func took(_ signal: Int32) -> Bool {
    defer { maa_signal_clear(signal) }
    return maa_signal_is_pending(signal) != 0
  }

  private func suspend() {
    giveBack()
    write("\n")
    maa_stop_job()
    take()
    redraw(afterStop: true)
  }
}

extension KeyAnswers {
  private func redraw(afterStop: Bool) {
    if afterStop {
      // Whoever continued the program may have left the terminal in any mode.
      maa_keys_give_back(STDIN_FILENO)
      take()
    } else if !Terminal.isDumb, let shown {
      editor.write(shown.erasing(now: Terminal.windowColumns(of: STDOUT_FILENO), rows: Terminal.height()))
    }
    draw()
  }

  private func draw() {
    guard var screen = shown else { return }
    screen.width = Terminal.windowColumns(of: STDOUT_FILENO)
    screen.tail = screen.spoken + promptLine
    editor.write(screen.text + screen.tail)
    shown = screen
  }

  private var promptLine: String { DeskScreen.prompt(width: Terminal.windowColumns(of: STDOUT_FILENO)) }

  private func write(_ text: String) {
    if text.isEmpty { return }
    editor.write(text)
    shown?.tail += text
  }
}
