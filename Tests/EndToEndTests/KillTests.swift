import Foundation
import GoldenSupport
import TerminalSupport
import Testing

/// Nothing acknowledged is lost, wherever the process is killed.
@Suite struct KillTests {
  /// `MAA_KILLS=10000` for a night.
  private static let kills = ProcessInfo.processInfo.environment["MAA_KILLS"].flatMap { Int($0) } ?? 300

  @Test func threeHundredKillsLoseNothing() throws {
    var random = SeededGenerator.announced()
    let folder = try TemporaryFolder()
    var acknowledgedInAll = 0
    for round in 0..<Self.kills {
      let journals = "\(folder.path)/\(round)"
      // A third of the kills may come before the first answer.
      let acknowledged = try killedSession(
        journals, after: .random(in: 0...8_000, using: &random), afterAnAnswer: round % 3 != 0)
      acknowledgedInAll += acknowledged
      let notes = try recoveredNotes(journals)
      // One statement may be on disk whose answer was not seen yet; none that was seen may be missing.
      #expect(
        notes.count >= acknowledged && notes.count <= acknowledged + 1, "round \(round): \(acknowledged)")
      #expect(notes == (1...400).prefix(notes.count).map { "# \($0)" }, "round \(round)")
    }
    print("\(Self.kills) kills, \(acknowledgedInAll) statements acknowledged")
    #expect(acknowledgedInAll >= Self.kills * 2 / 3, "the kills came too early to mean anything")
  }

  /// The same for somebody at a terminal, who has seen what the next prompt says to be done.
  @Test func killsAtATerminalLoseNothing() throws {
    var random = SeededGenerator.announced()
    let folder = try TemporaryFolder()
    let kills = max(10, Self.kills / 10)
    var acknowledgedInAll = 0
    for round in 0..<kills {
      let journals = "\(folder.path)/\(round)"
      let acknowledged = try killedShell(journals, after: .random(in: 0...60_000, using: &random))
      acknowledgedInAll += acknowledged
      let notes = try recoveredNotes(journals)
      #expect(
        notes.count >= acknowledged && notes.count <= acknowledged + 1, "round \(round): \(acknowledged)")
      #expect(notes == (1...60).prefix(notes.count).map { "# \($0)" }, "round \(round)")
    }
    print("\(kills) kills at a terminal, \(acknowledgedInAll) statements acknowledged")
    #expect(acknowledgedInAll >= kills, "the kills came too early to mean anything")
  }

  /// Types numbered notes into a shell and kills it; how many were acknowledged by a further prompt.
  private func killedShell(_ journals: String, after microseconds: UInt32) throws -> Int {
    let shell = try PseudoTerminal(
      path: Run.binaryAtRoot(), arguments: ["--no-init", "--journals", journals], columns: 60)
    try shell.waitFor("maa 1 ›", within: 60)
    let pid = shell.process
    Thread {
      usleep(microseconds)
      kill(pid, SIGKILL)
    }.start()
    shell.send((1...60).map { "note \($0)\r" }.joined())
    _ = try shell.exitStatus(within: 60)
    let seen = String(decoding: shell.output, as: UTF8.self)
    return seen.matches(of: #/maa (\d+) ›/#).compactMap { Int($0.1) }.max().map { $0 - 1 } ?? 0
  }

  /// The statements that a journal gives back, as a script holds them.
  private func recoveredNotes(_ journals: String) throws -> [String] {
    let script = "\(journals)/recovered.maa"
    let run = try Run(["--journals", journals, "-c", "recover --to \(script)"])
    if run.code != 0 {
      #expect(run.errors.contains("there is no unsaved session to recover"), "\(run.errors)")
      return []
    }
    return try String(contentsOfFile: script, encoding: .utf8).split(separator: "\n").dropFirst().map(
      String.init)
  }

  /// Feeds numbered notes to a session and kills it; how many answers were read.
  private func killedSession(_ journals: String, after microseconds: UInt32, afterAnAnswer: Bool) throws
    -> Int
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Run.binary())
    process.arguments = ["--journals", journals, "--json", "-"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let text = (1...400).map { "note \($0)\n" }.joined()
    let pid = process.processIdentifier
    let killer = Thread {
      usleep(microseconds)
      kill(pid, SIGKILL)
    }
    if !afterAnAnswer { killer.start() }
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    var answers = afterAnAnswer ? output.fileHandleForReading.availableData : Data()
    if afterAnAnswer { killer.start() }
    answers += output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try? input.fileHandleForWriting.close()
    return answers.filter { $0 == 10 }.count
  }
}
