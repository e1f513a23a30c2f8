import Foundation
import GoldenSupport
import TerminalSupport
import Testing

/// Nothing acknowledged is lost, wherever the process is killed.
@Suite struct KillTests {
  @Test func threeHundredKillsLoseNothing() throws {
    var random = SeededGenerator.announced()
    let folder = try TemporaryFolder()
    var acknowledgedInAll = 0
    for round in 0..<300 {
      let journals = "\(folder.path)/\(round)"
      let acknowledged = try killedSession(journals, after: .random(in: 0...12_000, using: &random))
      acknowledgedInAll += acknowledged
      let recovered = try Run(["--journals", journals, "-c", "recover --list", "--json"])
      #expect(recovered.code == 0)
      let count = recovered.output.firstMatch(of: /"rows":\[\[1,(\d+),"note (\d+)"|"# (\d+)"/).flatMap {
        $0.1
      }
      let found = count.flatMap { Int($0) } ?? self.statements(in: recovered.output)
      // One statement may be on disk whose answer was not seen yet; none that was seen may be missing.
      #expect(
        found >= acknowledged && found <= acknowledged + 1, "round \(round): \(found) of \(acknowledged)")
      guard acknowledged > 0, round % 10 == 0 else { continue }
      let folded = try Run(["--journals", journals, "-c", "recover; history --limit 1"])
      #expect(folded.code == 0 && folded.output.contains("# \(found)"), "\(folded.output)")
    }
    #expect(acknowledgedInAll > 300, "the kills came too early to mean anything")
  }

  private func statements(in json: String) -> Int {
    json.firstMatch(of: /"rows":\[\[1,(\d+),/).flatMap { Int($0.1) } ?? 0
  }

  /// Feeds numbered notes to a session and kills it; how many answers were read.
  private func killedSession(_ journals: String, after microseconds: UInt32) throws -> Int {
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
      usleep(microseconds + 2_000)
      kill(pid, SIGKILL)
    }
    killer.start()
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    let answers = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try? input.fileHandleForWriting.close()
    return answers.filter { $0 == 10 }.count
  }
}
