import Foundation
import TerminalSupport
import Testing

/// `audit` through the program: from a pipe, killed and taken up again, and at a terminal.
@Suite struct AuditProgramTests {
  private let load = "load datasets/kitchen.jsonl"
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  @Test func whatIsAnsweredOnAPipeIsSavedAndReplayed() throws {
    let script = "\(home.path)/audited.maa"
    let run = try Run(
      ["-c", "\(load); audit 12 --seed 3; quality --audit; save \(script)"],
      input: "s\nd\nu\ns one advice\nd\nz\nd\nq\n")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("5 judged: 2 same, 2 different, 1 unsure"))
    #expect(!run.output.contains("cosine"), "nothing but texts")
    let figures = try #require(run.output.range(of: "  merging as it is without 4 audited answers"))
    let saved = try String(contentsOfFile: script, encoding: .utf8)
    #expect(saved.contains("\naudit 12 --seed 3 --drawn "))
    #expect(saved.split(separator: "\n").count { $0.contains(" --audit ") && $0.contains(":") } == 4)
    // A replay asks nothing, from no input at all, and gives the same figures, twice.
    for _ in 0..<2 {
      let replay = try Run(["run", script])
      #expect(replay.code == 0, "\(replay.errors)")
      let shown = run.output[figures.lowerBound...].split(separator: "\n").dropLast()
      #expect(replay.output.contains(shown.joined(separator: "\n").prefix(200)), "\(replay.output)")
      for line in shown { #expect(replay.output.contains(line), "\(line)") }
    }
  }

  /// Later answers join the sample that was drawn first, from whatever file it comes.
  @Test func anOpenedSessionGoesOn() throws {
    let script = "\(home.path)/audited.maa"
    _ = try Run(["-c", "\(load); audit 12 --seed 3; save \(script)"], input: "d\nd\nd\nq\n")
    let more = try Run(
      ["-c", "open \(script); audit; quality --audit"], input: "d\nd\nd\nd\nd\nd\nd\nd\nd\n")
    #expect(more.code == 0, "\(more.errors)")
    #expect(more.output.contains("all drawn pairs are judged"))
    #expect(more.output.contains("12 of 12 drawn pairs judged · 0 unsure · 0 open"))
    let whole = try Run(
      ["-c", "\(load); audit 12 --seed 3; quality --audit"],
      input: String(repeating: "d\n", count: 12))
    let figures = try #require(whole.output.range(of: "  merging as it is without 12 audited answers"))
    #expect(more.output.hasSuffix(whole.output[figures.lowerBound...]))
  }

  @Test func anAuditWantsAnswers() throws {
    let without = try Run(["-c", "\(load); audit 5"])
    #expect(without.code == 1 && without.errors.contains("standard input holds none"))
    let wrong = try Run(["-c", "\(load); audit 5"], input: "perhaps\n")
    #expect(wrong.code == 1 && wrong.errors.contains("perhaps is no answer"))
  }

  /// Killed after answers that were acknowledged: the journal has them and the sample they belong to.
  @Test func killedItIsTakenUpAgain() throws {
    for round in 1...4 {
      let journals = "\(home.path)/\(round)"
      let acknowledged = try killedAudit(journals, afterAnswers: 2 * round)
      let script = "\(journals)/r.maa"
      let recovered = try Run(["--journals", journals, "-c", "recover --to \(script)"])
      #expect(recovered.code == 0, "\(recovered.errors)")
      let lines = try String(contentsOfFile: script, encoding: .utf8).split(separator: "\n")
      let answers = lines.count { $0.hasPrefix("different w:") && $0.contains(" --audit ") }
      #expect(answers >= acknowledged && answers <= acknowledged + 1, "round \(round)")
      #expect(lines.count { $0.hasPrefix("audit 20 --seed 1 --drawn ") } == 1)
      let rest = try Run(
        ["-c", "open \(script); audit 20; quality --audit"], input: String(repeating: "d\n", count: 20))
      #expect(rest.code == 0 && rest.output.contains("20 of 20 drawn pairs judged"), "\(rest.errors)")
      #expect(rest.output.contains("\(20 - answers) judged: \(20 - answers) different"))
    }
  }

  /// Answers `different` until so many are acknowledged, then kills; how many were.
  private func killedAudit(_ journals: String, afterAnswers count: Int) throws -> Int {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Run.binary())
    process.currentDirectoryURL = URL(fileURLWithPath: Run.root)
    process.arguments = ["--journals", journals, "--no-cache", "--json", "-"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let answers = String(repeating: "d\n", count: count)
    try input.fileHandleForWriting.write(contentsOf: Data("\(load)\naudit 20\n\(answers)".utf8))
    var text = ""
    func acknowledged() -> Int { text.components(separatedBy: "\"statement\":\"different w:").count - 1 }
    while acknowledged() < count {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? input.fileHandleForWriting.close()
    return acknowledged()
  }

  @Test func keysJudgeInANarrowWindow() throws {
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(), arguments: ["--no-init"],
      environment: ["HOME": home.path, "XDG_STATE_HOME": "\(home.path)/state", "PAGER": "cat"],
      columns: 60, rows: 50)
    try terminal.waitFor("maa 1 ›")
    terminal.send("\(load)\r")
    try terminal.wait("maa 2 ›") { $0.screen.lastRow == "maa 2 ›" }
    terminal.send("audit 8\r")
    for (number, key) in [(1, "s"), (2, "d"), (3, "u"), (4, "d"), (5, "q")] {
      try waitForPage(number, terminal)
      #expect(!terminal.screen.text.contains("cosine") && !terminal.screen.text.contains("m̂"))
      terminal.send(key)
    }
    try terminal.waitFor("4 judged: 1 same, 2 different, 1 unsure")
    try terminal.wait("the prompt") { $0.screen.lastRow == "maa 7 ›" }
    terminal.send("quality --audit\r")
    try terminal.waitFor("4 open")
    try terminal.waitFor("pair precision")
    terminal.send("quit --discard\r")
    #expect(try terminal.exitStatus() == 0)
  }

  /// Until candidate `number` is shown and a key is waited for.
  private func waitForPage(_ number: Int, _ terminal: PseudoTerminal) throws {
    try terminal.wait("pair \(number)") {
      let rows = $0.screen.rows
      guard let page = rows.lastIndex(where: { $0.hasPrefix("\(number) of ") }) else { return false }
      return rows[page...].contains { $0.hasPrefix("  s ") || $0 == "?" } && $0.screen.lastRow.hasSuffix("?")
    }
  }
}
