import Foundation
import PlantedLogs
import TerminalSupport
import Testing

/// Somebody's first hour with a log of their own, at a terminal: what to keep and what to drop is read off the screen.
@Suite struct FirstHourTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func shell(columns: Int = 100, rows: Int = 200, pager: String = "cat") throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: ["--no-init"],
      environment: ["HOME": home.path, "XDG_STATE_HOME": "\(home.path)/state", "PAGER": pager],
      columns: columns, rows: rows)
    try terminal.waitFor("maa 1 ›")
    return terminal
  }

  private func enter(_ terminal: PseudoTerminal, _ line: String, prompt: Int) throws {
    terminal.send(line + "\r")
    try terminal.wait("maa \(prompt) ›", within: 30) { $0.screen.lastRow == "maa \(prompt) ›" }
  }

  /// From `load` to `advice` in two statements. Per seed what the screen names is not chosen: the three together must name
  /// five of six and four of five, and nothing on the screen may be called by the opposite of what was planted.
  @Test func fromLoadToAdviceInTwoStatements() throws {
    var (kept, dropped) = (0, 0)
    for seed: UInt64 in 1...3 {
      let world = FirstHourWorld(seed: seed, batches: 8)
      let terminal = try shell()
      try enter(terminal, "load \(try home.write("world\(seed).jsonl", world.log))", prompt: 2)
      try enter(terminal, "advice", prompt: 3)
      let said = said(on: terminal.screen.rows)
      for planted in world.planted where !planted.isPaired && planted.effect != 0 {
        let words = Set(
          said.filter { row in planted.wordings.contains { row.text.contains($0) } }.map(\.advice))
        let (right, wrong) = planted.effect > 0 ? ("keep", "drop") : ("drop", "keep")
        #expect(!words.contains(wrong), "seed \(seed): \(planted.wordings)")
        if words.contains(right) { if planted.effect > 0 { kept += 1 } else { dropped += 1 } }
      }
      terminal.send("quit --discard\r")
      #expect(try terminal.exitStatus() == 0)
    }
    #expect(kept >= 15 && dropped >= 12, "keep \(kept) of 18, drop \(dropped) of 15")
  }

  /// Rows of the screen: the first word says what to do, the lines below it have the text.
  private func said(on rows: [String]) -> [(advice: String, text: String)] {
    var said: [(advice: String, text: String)] = []
    for row in rows {
      let word = row.dropFirst(2).prefix { $0.isLetter }
      if row.hasPrefix("  "), ["keep", "drop", "judge", "wait"].contains(String(word)), !row.contains(" · ") {
        said.append((String(word), row))
      } else if row.hasPrefix("    "), !said.isEmpty {
        said[said.count - 1].text += " " + row.drop { $0 == " " }
      }
    }
    return said
  }

  /// The rest of their hour: what contradicts each other, what one word means, one's own word, and a memory to hand on.
  @Test func theRestOfTheirHour() throws {
    let world = FirstHourWorld(seed: 4, batches: 8)
    let terminal = try shell()
    try enter(terminal, "load \(try home.write("world.jsonl", world.log))", prompt: 2)
    // Said at `load`: how far such a log can certify, and what can be said meanwhile.
    #expect(terminal.screen.text.contains("certifying one of"))
    try enter(terminal, "conflicts", prompt: 3)
    let shown = terminal.screen.text
    for place in stride(from: 11, to: 19, by: 2) {
      #expect(shown.contains(world.planted[place].wordings[0]), "\(world.planted[place].wordings)")
      #expect(shown.contains(world.planted[place + 1].wordings[0]), "\(world.planted[place + 1].wordings)")
    }
    try enter(terminal, "help mhat", prompt: 3)
    try enter(terminal, "tag U1 keep --because \"it saved us twice\"", prompt: 4)
    try enter(terminal, "export memory --to \(home.path)/CLAUDE.md", prompt: 5)
    let memory = try String(contentsOfFile: "\(home.path)/CLAUDE.md", encoding: .utf8)
    let tagged = try #require(
      world.planted.first { planted in planted.wordings.contains { isFirst($0, world) } })
    #expect(
      memory.contains("maa memory: begin") && tagged.wordings.contains { memory.contains($0) }, "\(memory)")
    // `exit` asks when something is unsaved.
    terminal.send("exit\r")
    try terminal.waitFor("not saved")
    terminal.send("quit --discard\r")
    #expect(try terminal.exitStatus() == 0)
  }

  /// Whether the first proposal of the log, which founds U1, says this.
  private func isFirst(_ wording: String, _ world: FirstHourWorld) -> Bool {
    let proposal = world.log.split(separator: "\n").first { $0.contains("\"kind\":\"proposal\"") }
    return proposal?.contains("\"\(wording)\"") ?? false
  }

  @Test func textTypedIntoThePagerWritesNoFile() throws {
    guard FileManager.default.fileExists(atPath: "/usr/bin/less") else { return }
    let terminal = try shell(rows: 24, pager: "less")
    terminal.send("load datasets/kitchen.jsonl\r")
    try terminal.waitFor("maa 2 ›")
    terminal.send("evidence\r")
    try terminal.waitFor("q leaves")
    let path = "\(home.path)/written"
    // As typed by somebody who takes it for the shell, and as less would write a file or run a program.
    for typed in ["save \(path)\r", "s\(path)\r", "!touch \(path)\r", "|$touch \(path)\r"] {
      terminal.send(typed)
      terminal.settle(0.3)
    }
    terminal.send("\u{7}\u{7}q")
    terminal.settle(0.3)
    if terminal.screen.lastRow != "maa 3 ›" { terminal.send("q") }
    try terminal.wait("the prompt") { $0.screen.lastRow == "maa 3 ›" }
    #expect(!FileManager.default.fileExists(atPath: path))
    // What fits the screen is not paged.
    terminal.send("summary --wide | head\r")
    try terminal.waitFor("runs no programs")
    terminal.send("unit U17\r")
    try terminal.waitFor("maa 4 ›")
    terminal.send("quit --discard\r")
    #expect(try terminal.exitStatus() == 0)
  }
}
