import Glibc
import TerminalSupport
import Testing

@Suite struct WindowTests {
  @Test func resizingRedrawsOnce() throws {
    let terminal = try probe(columns: 60)
    terminal.send("earlier\r" + String(repeating: "abcdefghi ", count: 8) + "end")
    try terminal.waitFor("end")
    for columns in [30, 24, 80, 41] {
      terminal.resize(columns: columns, rows: 24)
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

  @Test func linesFromAPipeAreRead() throws {
    let program = try Products.path(of: "line-editor-probe")
    let terminal = try PseudoTerminal(
      path: "/bin/sh", arguments: ["-c", "printf 'one\\ntwo' | \(program) 2>&1 | cat"])
    try terminal.waitFor(#"got: "two""#)
    try terminal.waitFor("got: end")
  }
}
