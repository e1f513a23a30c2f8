import CEditline
import Files

/// What an editor command answers: libedit's numbers by name.
enum KeyAnswer: UInt8 {
  case nothing = 0
  case endOfInput = 2
  case refresh = 4
  case beep = 6
}

/// The command keys that are bound without being anybody's to type: where lines are edited, the terminal's
/// quit key does nothing else.
let performKey: UInt8 = 0x1C

extension LineEditor {
  func installCallbacks(_ handle: OpaquePointer) {
    maa_el_set_prompt(handle, { LineEditor.owner(of: $0)?.promptToShow() }, wchar_t(Prompt.escape.value))
    maa_el_set_reader(
      handle,
      { handle, character in
        guard let character, let editor = LineEditor.owner(of: handle) else { return -1 }
        // libedit passes the address of one character for the length of the call.
        return editor.nextCharacter(into: &character.pointee)
      })
  }

  /// The editor that a callback is for.
  private static func owner(of handle: OpaquePointer?) -> LineEditor? {
    // Set once in `init` to an editor that outlives its handle.
    maa_el_owner(handle).map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  private func promptToShow() -> UnsafeMutablePointer<wchar_t>? {
    shownPrompt = WideText(reading.search?.prompt ?? prompt.forLibedit)
    return shownPrompt.start
  }

  func bindKeys(_ handle: OpaquePointer) {
    maa_el_use_emacs_keys(handle)
    maa_el_take_all_keys(handle)
    addCommands(handle)
    bindDefaults(handle)
    let settings = Environment["EDITRC"] ?? Environment["HOME"].map { $0 + "/.editrc" }
    if let settings {
      // A line that libedit does not understand it has complained of itself.
      _ = el_source(handle, settings)
      if (try? switchesKeyMap(settings)) == true { bindDefaults(handle) }
    }
    bindEssentials(handle)
  }

  private func addCommands(_ handle: OpaquePointer) {
    typealias KeyCommand = MaaKeyFunction
    func add(_ name: String, _ help: String, _ command: KeyCommand) {
      let texts = [WideText(name), WideText(help)]
      kept += texts
      maa_el_add_command(handle, texts[0].start, texts[1].start, command)
    }
    add("maa-complete", "Complete the word") { h, _ in LineEditor.answer(h) { $0.completeWord() } }
    add("maa-paste", "Insert a paste as text") { h, _ in LineEditor.answer(h) { $0.paste() } }
    add("maa-perform", "Do what was put off") { h, _ in LineEditor.answer(h) { $0.perform() } }
    add("maa-previous", "Line above, or before") { h, _ in LineEditor.answer(h) { $0.previousLine() } }
    add("maa-next", "Line below, or after") { h, _ in LineEditor.answer(h) { $0.nextLine() } }
    add("maa-search", "Search the history") { h, _ in LineEditor.answer(h) { $0.beginSearch() } }
    add("maa-delete", "Delete, or end the input") { h, _ in LineEditor.answer(h) { $0.deleteOrEnd() } }
  }

  private static func answer(_ handle: OpaquePointer?, _ command: (LineEditor) -> KeyAnswer) -> UInt8 {
    (owner(of: handle).map(command) ?? .beep).rawValue
  }

  /// Keys that `~/.editrc` may bind otherwise.
  private func bindDefaults(_ handle: OpaquePointer) {
    let keys = [
      ("^I", "maa-complete"), ("^R", "maa-search"), ("^W", "ed-delete-prev-word"), ("^D", "maa-delete"),
      ("^P", "maa-previous"), ("\\e[A", "maa-previous"), ("\\eOA", "maa-previous"),
      ("^N", "maa-next"), ("\\e[B", "maa-next"), ("\\eOB", "maa-next"),
      ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"),
      ("\\e[1;3C", "em-next-word"), ("\\e[1;3D", "ed-prev-word"),
      ("\\e[H", "ed-move-to-beg"), ("\\eOH", "ed-move-to-beg"), ("\\e[1~", "ed-move-to-beg"),
      ("\\e[F", "ed-move-to-end"), ("\\eOF", "ed-move-to-end"), ("\\e[4~", "ed-move-to-end"),
      ("\\e[3~", "ed-delete-next-char"),
    ]
    for (key, command) in keys { bind(handle, key, command) }
    // The vi keys' command mode walks the history with letters.
    for (key, command) in [("k", "maa-previous"), ("j", "maa-next")] {
      bind(handle, key, command, alternate: true)
    }
  }

  /// Keys without which a paste could run something.
  private func bindEssentials(_ handle: OpaquePointer) {
    for alternate in [false, true] {
      bind(handle, "\\e[200~", "maa-paste", alternate: alternate)
      // The end of a paste that was not begun, or was given up: nothing.
      bind(handle, "\\e[201~", "ed-ignore", alternate: alternate)
      bind(handle, "\\034", "maa-perform", alternate: alternate)
      // `ed-command` runs libedit's own commands, and reads keys in a loop that nothing of ours can end.
      bind(handle, "\\ex", "ed-ignore", alternate: alternate)
      if alternate { bind(handle, ":", "ed-ignore", alternate: true) }
    }
  }

  private func bind(_ handle: OpaquePointer, _ key: String, _ command: String, alternate: Bool = false) {
    let key = WideText(key)
    let command = WideText(command)
    // libedit copies both during the call.
    withExtendedLifetime((key, command)) {
      (alternate ? maa_el_bind_alternate : maa_el_bind)(handle, key.start, command.start)
    }
  }

  /// Whether the settings choose vi or emacs keys, which sets every key back to that map's own.
  private func switchesKeyMap(_ path: String) throws -> Bool {
    try lines(ofFile: path).contains { line in
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let command = words.first, command == "bind" || command.hasSuffix(":bind") else { return false }
      return words.contains("-v") || words.contains("-e")
    }
  }

  func perform() -> KeyAnswer {
    guard let deferred = reading.deferred else { return .nothing }
    reading.deferred = nil
    return deferred()
  }

  private func deleteOrEnd() -> KeyAnswer {
    let line = buffer
    let length = line.text.unicodeScalars.count
    if length == 0 { return .endOfInput }
    if line.cursor == length { return .beep }
    moveCursor(by: 1)
    delete(1)
    return .refresh
  }
}
