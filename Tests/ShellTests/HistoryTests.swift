import Glibc
import Shell
import TerminalSupport
import Testing

@Suite struct HistoryTests {
  @Test func upAndDownWalkTheHistory() throws {
    let terminal = try probe()
    terminal.send("one\rtwo\rmine")
    try terminal.waitFor("maa › mine")
    terminal.send(Key.up)
    try terminal.wait("two", until: { $0.screen.lastRow == "maa › two" })
    terminal.send(Key.up + Key.up)
    try terminal.wait("one", until: { $0.screen.lastRow == "maa › one" })
    terminal.send(Key.down + Key.down)
    try terminal.wait("my own line", until: { $0.screen.lastRow == "maa › mine" })
  }

  @Test func upAndDownMoveWithinManyLinesFirst() throws {
    let terminal = try probe()
    terminal.send("old\r")
    try terminal.wait("the prompt", until: { $0.screen.text.components(of: "maa ›") == 2 })
    let long = String(repeating: "0123456789", count: 150)
    terminal.paste("ab\nlonger\n" + long)
    terminal.send(Key.up + Key.up + "X" + Key.up + Key.down + Key.down + Key.down + Key.down + Key.enter)
    try terminal.waitFor("got: \(3 + 7 + 1500 + 1) bytes")
  }

  @Test func searchFindsAsOneTypes() throws {
    let terminal = try probe()
    for line in ["load data", "set tau 1", "evidence", "set tau 2 café"] { terminal.send(line + "\r") }
    try terminal.wait("the prompt", until: { $0.screen.text.components(of: "maa ›") == 5 })
    terminal.send("begun" + Key.control("r") + "tau")
    try terminal.wait("the newest", until: { $0.screen.lastRow == "search ‹tau› set tau 2 café" })
    terminal.send(Key.control("r"))
    try terminal.wait("the older", until: { $0.screen.lastRow == "search ‹tau› set tau 1" })
    terminal.send("x")
    try terminal.wait("none", until: { $0.screen.lastRow == "no match ‹taux› set tau 1" })
    terminal.send(Key.control("g"))
    try terminal.wait("the line begun", until: { $0.screen.lastRow == "maa › begun" })
    terminal.send(Key.control("r") + "fé" + Key.control("e") + "!")
    try terminal.wait("the line found", until: { $0.screen.lastRow == "maa › set tau 2 café!" })
    terminal.send(Key.control("c") + Key.control("r") + "load" + Key.enter)
    try terminal.wait("it ran", until: { $0.screen.text.components(of: #"got: "load data""#) == 2 })
    terminal.send(Key.control("r") + "l" + Key.control("c"))
    try terminal.wait("^C", until: { $0.screen.text.components(of: "got: ^C") == 2 })
  }

  @Test func theFileKeepsManyLinesPrivately() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/state/maa/history"
    let first = try probe("history=" + path)
    first.send(#"a\nb "c""# + Key.enter)
    try first.wait("the prompt", until: { $0.screen.text.components(of: "maa ›") == 2 })
    first.paste("one\ntwo")
    first.send(Key.enter)
    try first.waitFor(#"got: "one\ntwo""#)
    first.send(Key.control("d"))
    _ = try first.exitStatus()
    #expect(mode(of: path) == 0o600)
    #expect(mode(of: folder.path + "/state/maa") == 0o700)

    let second = try probe("history=" + path)
    second.send(Key.up)
    try second.wait("both lines", until: { $0.screen.text == "maa › one\ntwo" })
    second.send(Key.up + Key.up)
    try second.wait("the first", until: { $0.screen.lastRow == #"maa › a\nb "c""# })
  }

  @Test func twoShellsLoseNothing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/history"
    let shells = [try probe("history=" + path), try probe("history=" + path)]
    for round in 0..<20 {
      for (number, shell) in shells.enumerated() { shell.send("shell \(number) line \(round)\r") }
    }
    for (number, shell) in shells.enumerated() {
      try shell.waitFor("got: \"shell \(number) line 19\"")
      shell.send(Key.control("d"))
      _ = try shell.exitStatus()
    }
    let lines = try contents(of: path).split(separator: "\n")
    #expect(lines.count == 40)
    for number in 0..<2 {
      #expect(
        lines.filter { $0.hasPrefix("shell \(number)") } == (0..<20).map { "shell \(number) line \($0)" })
    }
  }

  @Test func theFileIsBounded() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/history"
    try write((0..<25_000).map { "line \($0)\n" }.joined() + "torn", to: path)
    chmod(path, 0o644)
    let history = HistoryFile(path: path)
    #expect(history.load(atMost: 10_000).count == 10_000)
    history.append("last")
    let lines = try contents(of: path).split(separator: "\n")
    #expect(lines.count == 10_001)
    #expect(lines.suffix(3) == ["line 24999", "torn", "last"])
    #expect(mode(of: path) == 0o600)
  }

  @Test func appendingToATornLineBeginsANewOne() throws {
    let folder = try TemporaryFolder()
    try write("torn", to: folder.path + "/history")
    HistoryFile(path: folder.path + "/history").append("whole")
    #expect(try contents(of: folder.path + "/history") == "torn\nwhole\n")
  }

  @Test(arguments: ["", "plain", "a\nb", #"\"#, #"\n"#, "\\\n\\\\n", "é日🙂", "tab\t"])
  func encodingIsReversible(_ line: String) {
    #expect(HistoryFile.decode(HistoryFile.encode(line)) == line)
    #expect(!HistoryFile.encode(line).contains("\n"))
  }

  @Test func anUnusableFileIsDoneWithout() throws {
    let terminal = try probe("history=/proc/nowhere/history")
    terminal.send("x\r" + Key.up)
    try terminal.wait("x", until: { $0.screen.lastRow == "maa › x" })
  }
}

private func mode(of path: String) -> mode_t {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}

private func contents(of path: String) throws -> String {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  var text: [UInt8] = []
  while case let byte = fgetc(file), byte != EOF { text.append(UInt8(byte)) }
  return String(decoding: text, as: UTF8.self)
}
