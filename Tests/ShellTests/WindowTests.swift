import Glibc
import TerminalSupport
import Testing

@Suite struct TerminalWindowTests {
  @Test func resizingRedrawsOnce() throws {
    let terminal = try probe(columns: 60)
    terminal.send("earlier\r" + String(repeating: "abcdefghi ", count: 8) + "end")
    try terminal.waitFor("end")
    for columns in [30, 24, 80, 41] {
      let sent = terminal.output.count
      terminal.resize(columns: columns, rows: 24)
      try terminal.wait("drawing", until: { $0.output.count > sent })
      terminal.settle()
      #expect(terminal.screen.text.components(of: "maa ›") == 2, "\(terminal.screen.text)")
      #expect(terminal.screen.text.contains("maa › earlier"))
      #expect(terminal.screen.lastRow.hasSuffix("end"))
    }
    terminal.send("!" + Key.enter)
    try terminal.waitForOutput(String(repeating: "abcdefghi ", count: 8) + "end!\"")
  }

  @Test func hangingUpEndsTheProgram() throws {
    let terminal = try probe()
    terminal.send("half")
    try terminal.waitFor("half")
    terminal.hangUp()
    #expect(try terminal.exitStatus(within: 1) == 0)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func askedToTerminateItEnds(_ signal: Int32) throws {
    let terminal = try probe()
    terminal.kill(signal)
    try terminal.waitFor("got: end", within: 1)
    #expect(try terminal.exitStatus(within: 1) == 0)
  }

  @Test func suspendedAndContinuedTheLineIsStillThere() throws {
    let shell = try PseudoTerminal(path: "/bin/bash", arguments: ["--norc", "--noprofile", "-i"])
    try shell.waitFor("bash")
    shell.send("PS1='shell> '; " + (try Products.path(of: "line-editor-probe")) + "\r")
    try shell.waitFor("maa ›")
    shell.send("kept")
    try shell.waitFor("maa › kept")
    shell.send(Key.control("z"))
    try shell.waitFor("Stopped")
    shell.send("echo in the she''ll\r")
    try shell.waitFor("in the shell")
    shell.send("fg\r")
    try shell.wait("the line again", until: { $0.screen.lastRow == "maa › kept" })
    shell.send("!\r")
    try shell.waitFor(#"got: "kept!""#)
  }

  @Test func controlCStopsWhatRunsAndTheSessionGoesOn() throws {
    let terminal = try probe()
    for round in 1...2 {
      terminal.send("work\r")
      try terminal.wait("work", until: { $0.screen.text.components(of: "working") == round })
      terminal.send(Key.control("c"))
      try terminal.wait("the end of it", until: { $0.screen.text.components(of: "stopped") == round })
    }
    terminal.send("next\r")
    try terminal.waitFor(#"got: "next""#)
    #expect(!terminal.screen.text.contains("got: ^C"))
  }

  @Test func controlDTypedAheadEndsTheSession() throws {
    let terminal = try probe()
    terminal.send("work\r")
    try terminal.waitFor("working")
    terminal.send(Key.control("d"))
    terminal.settle()
    // Ctrl-C would make the terminal forget what was typed.
    terminal.kill(SIGINT)
    _ = try terminal.exitStatus()
  }

  @Test(arguments: [
    (["HOME": "/h/"], "size 50x24, colour true", "state /h/.local/state/maa, cache /h/.cache/maa"),
    (
      ["COLUMNS": "33", "LINES": "7", "NO_COLOR": "1", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "relative"],
      "size 33x7, colour false", "state /s/maa, cache /nonexistent/.cache/maa"
    ),
    (["COLUMNS": "0", "LINES": "x", "HOME": ""], "size 50x24, colour true", "state none, cache none"),
  ])
  func surroundings(_ environment: [String: String], _ terminal: String, _ folders: String) throws {
    let shell = try probe(environment: environment, columns: 50)
    shell.send("surroundings\r")
    try shell.waitFor(terminal)
    try shell.waitForOutput(folders)
  }

  @Test func linesFromAPipeAreRead() throws {
    let program = try Products.path(of: "line-editor-probe")
    let terminal = try PseudoTerminal(
      path: "/bin/sh", arguments: ["-c", "printf 'one\\ntwo' | \(program) 2>&1 | cat"])
    try terminal.waitFor(#"got: "two""#)
    try terminal.waitFor("got: end")
  }
}
