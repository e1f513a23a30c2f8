import CEditline

/// The lines entered so far, oldest first, and where in them the person is looking.
struct History {
  /// More than anybody scrolls through, and still read in a few milliseconds.
  static let limit = 10_000

  private(set) var lines: [String] = []
  var file: HistoryFile?
  /// libedit's own copy, for commands of its that somebody may have bound in `~/.editrc`.
  var shared: OpaquePointer?
  /// The line on show; `lines.count` is the one being written.
  private(set) var place = 0
  /// The line being written, while an older one is on show.
  private var own = ""

  mutating func beginLine() {
    place = lines.count
    own = ""
  }

  /// Empty lines and repetitions of the last line are not worth a place.
  mutating func add(_ line: String) -> Bool {
    guard line.contains(where: { !$0.isWhitespace }), line != lines.last else { return false }
    lines.append(line)
    if lines.count > History.limit { lines.removeFirst(lines.count - History.limit) }
    if let shared {
      // libedit copies the line during the call.
      withExtendedLifetime(WideText(line)) { maa_history_add(shared, $0.start) }
    }
    return true
  }

  /// The line `step` places on, when there is one. `current` is what stands in the editor.
  mutating func move(by step: Int, from current: String) -> String? {
    let next = place + step
    guard (0...lines.count).contains(next), next != place else { return nil }
    if place == lines.count { own = current }
    place = next
    return place == lines.count ? own : lines[place]
  }

  mutating func stay(at found: Int, from current: String) {
    if place == lines.count { own = current }
    place = found
  }
}

extension LineEditor {
  /// Adds a line to the history, and to its file when one is open.
  package func remember(_ line: String) {
    if rememberForNow(line) { keep(line) }
  }

  /// Adds a line to the history of this shell alone; whether it is worth a place there.
  package func rememberForNow(_ line: String) -> Bool { history.add(line) }

  /// Appends a line that was remembered for now to the history's file, when one is open.
  package func keep(_ line: String) { history.file?.append(line) }

  /// Loads the history from a file that every remembered line is appended to from now on. Two shells may
  /// share it. A file that cannot be read or written is done without: history is a comfort.
  package func openHistory(at path: String) {
    guard let handle else { return }
    if history.shared == nil { history.shared = maa_history_open(handle, Int32(History.limit)) }
    let file = HistoryFile(path: path)
    for line in file.load(atMost: History.limit) { _ = history.add(line) }
    history.file = file
  }

  /// The line above in the buffer or, from its first line, the one before in the history.
  func previousLine() -> KeyAnswer {
    moveToLine(-1) ?? show(history.move(by: -1, from: buffer.text))
  }

  func nextLine() -> KeyAnswer {
    moveToLine(1) ?? show(history.move(by: 1, from: buffer.text))
  }

  private func show(_ line: String?) -> KeyAnswer {
    guard let line else { return .beep }
    replaceLine(with: line)
    return .refresh
  }

  /// Moves up or down within a text of several lines, keeping the column; nil at its edge.
  private func moveToLine(_ step: Int) -> KeyAnswer? {
    let now = buffer
    guard now.text.utf8.contains(0x0A) else { return nil }
    let lines = now.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let before = now.beforeCursor
    let row = before.count { $0 == "\n" }
    guard lines.indices.contains(row + step) else { return nil }
    let column = before.reversed().prefix { $0 != "\n" }.count
    let start = lines[..<(row + step)].reduce(0) { $0 + $1.count + 1 }
    moveCursor(by: start + min(column, lines[row + step].count) - now.cursor)
    return .refresh
  }
}
