import Foundation
import TerminalSupport
import Testing

/// The whole program on a real pseudo-terminal.
@Suite struct ShellSessionTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func shell(_ arguments: [String] = [], columns: Int = 100, rows: Int = 30) throws -> PseudoTerminal
  {
    try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: arguments,
      environment: ["HOME": home.path, "XDG_STATE_HOME": "\(home.path)/state", "PAGER": "cat"],
      columns: columns, rows: rows)
  }

  private func enter(_ terminal: PseudoTerminal, _ line: String, prompt: Int) throws {
    terminal.send(line + "\r")
    try terminal.wait("maa \(prompt) ›") { $0.screen.lastRow == "maa \(prompt) ›" }
  }

  @Test func aSessionTypedSavedAndRunGivesTheSameTables() throws {
    let terminal = try shell(columns: 400, rows: 100)
    try terminal.waitFor("maa 1 ›")
    try enter(terminal, "load datasets/kitchen.jsonl", prompt: 2)
    try enter(terminal, "merges --limit 3", prompt: 3)
    try enter(terminal, "same 1", prompt: 4)
    try enter(terminal, "evidence --limit 5", prompt: 5)
    // How far a log can certify is said to whoever loads it by hand.
    let shown = terminal.screen.rows.filter { $0.hasPrefix("  ") && !$0.hasPrefix("  certifying one of") }
    try enter(terminal, "save \(home.path)/s.maa", prompt: 5)
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
    let run = try Run(["run", "\(home.path)/s.maa"])
    #expect(run.code == 0)
    #expect(run.output.split(separator: "\n").map(String.init) == shown)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(home.path)/state/maa/journals").isEmpty)
  }

  /// Neither keys in an address nor keys in the place of a name outlive the shell.
  @Test func whatWasRefusedForItsKeyIsNotWrittenDown() throws {
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    for (statement, message) in [
      ("embed http https://u:hunter2@h/ --model m", "holds a user name or password"),
      ("embed http https://h/?auth=hunter2 --model m", "holds a key or the like"),
      ("embed http u:hunter2@h --model m", "begins with http"),
      ("embed http http://h --model m --key-env gsk_hunter2a8f0c2b1d3e4f5a", "not a key"),
    ] {
      terminal.send("\(statement)\r")
      try terminal.waitFor(message)
      terminal.settle()
    }
    try enter(terminal, "set tau 0.5", prompt: 2)
    terminal.send("set tua 0.5\r")
    try terminal.waitFor("did you mean")
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
    let history = try String(contentsOfFile: "\(home.path)/state/maa/history", encoding: .utf8)
    #expect(history == "set tau 0.5\nset tua 0.5\n")
  }

  @Test func completesVerbsFlagsFilesAndUnits() throws {
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    terminal.send("loa\tdatasets/kit\t\r")
    try terminal.waitFor("maa 2 ›")
    terminal.send("merges --k\t\t")
    try terminal.waitFor("merged")
    terminal.send("\u{3}unit U\t")
    try terminal.waitFor("Begin by parsing the goal")
    terminal.send("\u{3}unit U1\r")
    try terminal.waitFor("maa 3 ›")
    terminal.send("set \t")
    try terminal.waitFor("cosine from which a wording joins")
    terminal.send("\u{3}\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func linesContinuePasteWaitsAndHistoryStays() throws {
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    terminal.send("note \"two\r")
    try terminal.waitFor("… ›")
    terminal.send("lines\"\r")
    try terminal.waitFor("maa 2 ›")
    terminal.paste("set tau 0.5\nset beta 0.8\nset tua 1\nset tau 0.6\n")
    terminal.settle()
    #expect(!terminal.screen.text.contains("tau 0.6 -> 0.5"))
    terminal.send("\r")
    try terminal.waitFor("1 statement after it not run")
    try terminal.waitFor("maa 4 ›")
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
    let again = try shell()
    try again.waitFor("recover brings it back")
    try again.waitFor("maa 1 ›")
    again.send("recover\r")
    try again.waitFor("brought back 3 statements")
    try again.waitFor("maa 4 ›")
    again.send("\u{1b}[A\u{1b}[A")
    try again.waitFor("set tua 1")
    again.send("\u{3}\u{4}")
    #expect(try again.exitStatus() == 0)
  }

  @Test func ctrlCStopsALongStatementAtOnce() throws {
    let log = try home.write("long.jsonl", ShellSessionTests.longLog())
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    try enter(terminal, "load \(log)", prompt: 2)
    terminal.send("evidence\r")
    try terminal.waitFor("merging", within: 30)
    let start = Date()
    terminal.send("\u{3}")
    try terminal.waitFor("interrupted; nothing was changed")
    let waited = Date().timeIntervalSince(start)
    #expect(waited < 0.2, "took \(waited) s")
    try terminal.waitFor("maa 2 ›")
    terminal.send("note still here\r")
    try terminal.waitFor("maa 3 ›")
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  /// Thirty thousand different operations of one key: minutes of comparing in no case, seconds in any.
  private static func longLog() -> String {
    var lines = ["{\"kind\":\"batch\",\"batch\":1}"]
    for index in 0..<30_000 {
      let words = [index * 7919 % 30_011, index * 104_729 % 30_013].map { String($0, radix: 36) }
      lines.append(
        "{\"kind\":\"proposal\",\"batch\":1,\"id\":\"p\(index)\",\"type\":\"add\",\"anchor\":\"tail\",\"content\":\"\(words[0]) \(words[1])\"}"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func tablesFitTheWindowAndFollowIt() throws {
    let terminal = try shell(columns: 80)
    try terminal.waitFor("maa 1 ›")
    try enter(terminal, "load datasets/kitchen.jsonl", prompt: 2)
    for columns in [80, 50, 120, 30] {
      terminal.resize(columns: columns, rows: 60)
      terminal.settle()
      let number = 2 + [80, 50, 120, 30].prefix { $0 != columns }.count
      try enter(terminal, "evidence --limit 6", prompt: number + 1)
      let start = try #require(terminal.screen.rows.lastIndex { $0.contains("evidence --limit 6") })
      let table = terminal.screen.rows[(start + 1)...].filter { $0.hasPrefix("  ") }
      #expect(table.count >= 8, "no line of the table may wrap: \(table)")
      #expect(columns >= 120 || terminal.screen.text.contains("not shown"))
    }
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func aKilledShellIsRecovered() throws {
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    try enter(terminal, "load datasets/kitchen.jsonl", prompt: 2)
    try enter(terminal, "same b1p1 b2p3", prompt: 3)
    terminal.kill(SIGKILL)
    _ = try terminal.exitStatus()
    let again = try shell()
    try again.waitFor("a session of 2 statements was not saved")
    try again.waitFor("maa 1 ›")
    try enter(again, "recover", prompt: 3)
    again.send("quit --discard\r")
    #expect(try again.exitStatus() == 0)
  }

  @Test func aSavedShellThatIsKilledIsNotAnnounced() throws {
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    try enter(terminal, "set tau 0.5", prompt: 2)
    terminal.send("save \(home.path)/s.maa\r")
    try terminal.waitFor("1 statement")
    try terminal.wait("the prompt") { $0.screen.lastRow == "maa 2 ›" }
    terminal.kill(SIGKILL)
    _ = try terminal.exitStatus()
    let again = try shell()
    try again.waitFor("maa 1 ›")
    #expect(!again.screen.text.contains("not saved"))
    again.send("quit\r")
    #expect(try again.exitStatus() == 0)
  }

  /// libedit's own command line would crash, and hang.
  @Test func escapeXDoesNothing() throws {
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    terminal.send("\u{1b}x\"\r")
    try terminal.waitFor("… ›")
    terminal.send("\u{3}\u{1b}x\u{3}")
    terminal.settle()
    terminal.send("note alive\r")
    try terminal.waitFor("maa 2 ›")
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func ctrlCInAChangeLeavesTheStudy() throws {
    let log = try home.write("scores.jsonl", ShellSessionTests.manyScores())
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    try enter(terminal, "load \(log)", prompt: 2)
    try enter(terminal, "evidence --limit 1", prompt: 3)
    terminal.send("signal absolute\r")
    terminal.send("\u{3}")
    try terminal.wait("an end") { $0.screen.lastRow == "maa 3 ›" || $0.screen.lastRow == "maa 4 ›" }
    let wasInterrupted = terminal.screen.text.contains("interrupted")
    try enter(terminal, "signal", prompt: wasInterrupted ? 4 : 5)
    #expect(terminal.screen.text.contains("signal \(wasInterrupted ? "continuous" : "absolute")"))
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  private static func manyScores() -> String {
    var lines: [String] = []
    for batch in 1...2_000 {
      lines.append("{\"kind\":\"batch\",\"batch\":\(batch)}")
      let id = batch == 1 ? "p" : "q\(batch)"
      let content = batch % 7
      lines.append(
        "{\"kind\":\"proposal\",\"batch\":\(batch),\"id\":\"\(id)\",\"type\":\"add\",\"anchor\":\"tail\",\"content\":\"advice \(content)\"}"
      )
      for call in 0..<100 {
        lines.append(
          "{\"kind\":\"scores\",\"batch\":\(batch),\"call\":\(call),\"baseline\":1,\"u\":{\"p\":2,\"\(id)\":\(call)}}"
        )
      }
    }
    return lines.joined(separator: "\n").replacingOccurrences(of: "{\"p\":2,\"p\":", with: "{\"p\":") + "\n"
  }

  @Test func editPutsTheStatementOnTheLine() throws {
    let terminal = try shell()
    try terminal.waitFor("maa 1 ›")
    try enter(terminal, "set tau 0.5", prompt: 2)
    terminal.send("edit 1\r")
    try terminal.waitFor("maa 2 › edit 1 set tau 0.5")
    terminal.send("5\r")
    try terminal.waitFor("statement 1: set tau 0.55")
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }
}
