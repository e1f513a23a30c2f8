import Foundation
import TerminalSupport
import Testing

/// `review` by the keys, on a real pseudo-terminal.
@Suite struct ReviewTerminalTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func shell(columns: Int = 100, rows: Int = 40, environment: [String: String] = [:]) throws
    -> PseudoTerminal
  {
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: ["--no-init"],
      environment: ["HOME": home.path, "XDG_STATE_HOME": "\(home.path)/state", "PAGER": "cat"].merging(
        environment
      ) { $1 },
      columns: columns, rows: rows)
    try terminal.waitFor("maa 1 ›")
    return terminal
  }

  private func enter(_ terminal: PseudoTerminal, _ line: String, prompt: Int) throws {
    terminal.send(line + "\r")
    try terminal.wait("maa \(prompt) ›") { $0.screen.lastRow == "maa \(prompt) ›" }
  }

  private func reviewing(
    _ statement: String = "review", columns: Int = 100, rows: Int = 40,
    load: String = "load datasets/kitchen.jsonl", prompt: Int = 2
  ) throws -> PseudoTerminal {
    let terminal = try shell(columns: columns, rows: rows)
    try enter(terminal, load, prompt: prompt)
    terminal.send(statement + "\r")
    try waitForPage(1, terminal)
    return terminal
  }

  /// Until candidate `number` is shown and a key is waited for.
  private func waitForPage(_ number: Int, _ terminal: PseudoTerminal) throws {
    try terminal.wait("candidate \(number)") {
      let rows = $0.screen.rows
      guard let page = rows.lastIndex(where: { $0.hasPrefix("\(number) of ") }) else { return false }
      return rows[page...].contains { $0.hasPrefix("  s ") || $0 == "?" }
        && ($0.screen.lastRow.hasSuffix("?"))
    }
  }

  private func leave(_ terminal: PseudoTerminal) throws {
    terminal.send("quit --discard\r")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func keysJudge() throws {
    let terminal = try reviewing("review --kind near")
    terminal.send("s")
    try waitForPage(2, terminal)
    terminal.send("d")
    try waitForPage(3, terminal)
    terminal.send(" ")
    try waitForPage(4, terminal)
    terminal.send("u")
    try waitForPage(5, terminal)
    terminal.send("z")
    // Page 4 stands on the screen from before; keys pressed before it is drawn anew are dropped.
    try terminal.waitFor("took back")
    terminal.settle(0.5)
    try waitForPage(4, terminal)
    terminal.send("w")
    // The page shows a tau, too; only the explanation says what would change.
    try terminal.waitFor("would join them")
    terminal.settle()
    terminal.send("n")
    try terminal.waitFor("note ›")
    terminal.send("ofen 冷蔵庫\r")
    terminal.settle()
    terminal.send("D")
    try terminal.waitFor("different, because ›")
    terminal.send("other place\r")
    try waitForPage(5, terminal)
    terminal.send("q")
    try terminal.waitFor("3 judged: 1 same, 2 different")
    try terminal.waitFor("maa 6 ›")
    terminal.send("history --wide\r")
    try terminal.waitFor(": ofen 冷蔵庫")
    #expect(terminal.screen.text.contains("--because \"other place\""))
    try leave(terminal)
  }

  @Test func controlCAndControlDLeaveTheReviewAndNotTheSession() throws {
    let terminal = try reviewing()
    terminal.send("s")
    try waitForPage(2, terminal)
    terminal.send("\u{3}")
    try terminal.waitFor("1 judged: 1 same")
    try terminal.wait("the prompt") { $0.screen.lastRow == "maa 3 ›" }
    terminal.send("review\r")
    try waitForPage(1, terminal)
    terminal.send("\u{4}")
    try terminal.waitFor("0 judged")
    try terminal.wait("the prompt") { $0.screen.lastRow == "maa 3 ›" }
    // The line editor has its terminal back, echo and all.
    terminal.send("note still hére\r")
    try terminal.waitFor("maa 3 › note still hére")
    try leave(terminal)
  }

  @Test func controlCInARemarkDropsTheRemark() throws {
    let terminal = try reviewing()
    terminal.send("n")
    try terminal.waitFor("note ›")
    terminal.send("half\u{3}")
    terminal.settle()
    terminal.send("s")
    try waitForPage(2, terminal)
    terminal.send("q")
    try terminal.wait("the prompt") { $0.screen.lastRow == "maa 3 ›" }
    try leave(terminal)
  }

  @Test func theTerminalIsPutBack() throws {
    let terminal = try PseudoTerminal(
      path: "/bin/bash", arguments: ["--norc", "--noprofile", "-i"],
      environment: ["HOME": home.path, "XDG_STATE_HOME": "\(home.path)/state", "PS1": "shell> "])
    try terminal.waitFor("shell>")
    terminal.send(
      "stty -a > \(home.path)/before; \(try Run.binaryAtRoot()) --no-init \(Run.root)/datasets/kitchen.jsonl\r"
    )
    try terminal.waitFor("maa 2 ›")
    terminal.send("review\r")
    try waitForPage(1, terminal)
    // Stopped and continued, the candidate is still there.
    terminal.send("\u{1a}")
    try terminal.waitFor("Stopped")
    terminal.send("stty -a > \(home.path)/stopped; clear; fg\r")
    try waitForPage(1, terminal)
    terminal.send("s")
    try waitForPage(2, terminal)
    terminal.send("q")
    try terminal.wait("the prompt") { $0.screen.lastRow == "maa 3 ›" }
    terminal.send("quit --discard\r")
    try terminal.wait("the shell") { $0.screen.lastRow.hasPrefix("shell>") }
    terminal.send("stty -a > \(home.path)/after; echo do''ne\r")
    try terminal.waitFor("done")
    let modes = try ["before", "stopped", "after"].map {
      try String(contentsOfFile: "\(home.path)/\($0)", encoding: .utf8)
    }
    #expect(modes[0] == modes[1] && modes[0] == modes[2])
  }

  @Test(arguments: [60, 38, 18])
  func narrowWindowsWithWideCharacters(_ columns: Int) throws {
    let log = try home.write("wide.jsonl", ReviewTerminalTests.wideLog)
    let terminal = try reviewing(
      "review --across-anchors", columns: columns, rows: 60, load: "load \(log); set tau 0.1", prompt: 3)
    let rows = terminal.screen.rows
    let start = try #require(rows.firstIndex { $0.hasPrefix("1 of ") })
    let text = rows[start...].joined()
    #expect(text.contains("冷蔵庫") && text.contains("🍳"), "\(terminal.screen.text)")
    // A line that is too long would go on in the first column.
    let first = rows[start...].dropFirst().filter {
      !$0.isEmpty && !$0.hasPrefix(" ") && !$0.hasPrefix("tau") && !$0.hasPrefix("cosine")
    }
    #expect(columns < 38 || first.isEmpty, "\(first) \(terminal.screen.text)")
    terminal.send("s")
    try terminal.waitFor("1 judged")
    try leave(terminal)
  }

  // Terminals disagree on the width of emoji that are joined to others.
  private static let wideLog = [
    #"{"kind":"batch","batch":1}"#,
    #"{"kind":"proposal","batch":1,"id":"a","type":"add","anchor":"head","content":"冷蔵庫を開ける前に棚を見る 🍳 check the shelf before the fridge door is opened"}"#,
    #"{"kind":"proposal","batch":1,"id":"b","type":"add","anchor":"tail","content":"冷蔵庫を開ける前に机を見る 🍳 check the table before the fridge lamp goes dark"}"#,
  ].joined(separator: "\n")

  @Test func resizingDrawsTheCandidateAnewOnce() throws {
    let terminal = try reviewing(columns: 100, rows: 50)
    for columns in [60, 90, 45, 100] {
      let sent = terminal.output.count
      terminal.resize(columns: columns, rows: 50)
      try terminal.wait("drawing", until: { $0.output.count > sent })
      terminal.settle()
      let rows = terminal.screen.rows
      #expect(rows.count { $0.hasPrefix("1 of ") } == 1, "\(columns): \(terminal.screen.text)")
      #expect(rows.contains { $0.hasPrefix("maa 2 › review") }, "\(terminal.screen.text)")
    }
    terminal.send("s")
    try waitForPage(2, terminal)
    terminal.send("q")
    try terminal.waitFor("maa 3 ›")
    try leave(terminal)
  }

  @Test func pastesAndOtherKeysJudgeNothing() throws {
    let terminal = try reviewing()
    terminal.paste("sdsd\nq\n")
    terminal.send("\u{1b}[A\u{1b}OB\u{1b}[1;5Cü冷x")
    terminal.settle()
    terminal.send("s")
    try waitForPage(2, terminal)
    terminal.send("q")
    try terminal.waitFor("1 judged: 1 same")
    try leave(terminal)
  }

  @Test func hangingUpEndsTheProgramAndLosesNothing() throws {
    let terminal = try reviewing()
    terminal.send("s")
    try waitForPage(2, terminal)
    terminal.hangUp()
    _ = try terminal.exitStatus(within: 5)
    let again = try PseudoTerminal(
      path: try Run.binaryAtRoot(), environment: ["HOME": home.path, "XDG_STATE_HOME": "\(home.path)/state"])
    try again.waitFor("a session of 2 statements was not saved")
  }

  @Test func killedAfterAnAnswerItIsRecovered() throws {
    let terminal = try reviewing()
    for number in 2...4 {
      terminal.send("s")
      try waitForPage(number, terminal)
    }
    terminal.kill(SIGKILL)
    _ = try terminal.exitStatus()
    let again = try shell()
    try enter(again, "recover", prompt: 5)
    try enter(again, "decisions", prompt: 6)
    #expect(again.screen.rows.count { $0.contains("same") && $0.contains("w:") } >= 3)
    again.send("review\r")
    try waitForPage(1, again)
    again.send("q")
    try again.waitFor("0 judged")
    try leave(again)
  }
}
