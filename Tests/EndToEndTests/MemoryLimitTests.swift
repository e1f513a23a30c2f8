import Foundation
import TerminalSupport
import Testing

/// A statement that would hold more than it may is ended; the session goes on as if nothing had been said.
@Suite struct MemoryLimitTests {
  private static let large = "ablate operations=20000 batches=100 --seeds 8"

  @Test func aShellGoesOnAfterAStatementThatHeldTooMuch() throws {
    let shell = try PseudoTerminal(
      path: Run.binaryAtRoot(), arguments: ["--no-init", "--max-memory", "150M"], columns: 100)
    try shell.waitFor("maa 1 ›", within: 20)
    shell.send("load datasets/kitchen.jsonl\r")
    try shell.waitFor("maa 2 ›", within: 20)
    shell.send("\(Self.large)\r")
    try shell.waitFor("more than the 150 that it may", within: 60)
    try shell.waitFor("maa 2 ›")
    shell.send("set tau 0.7\r")
    try shell.waitFor("maa 3 ›", within: 20)
    shell.send("history\r")
    try shell.wait("the statements", within: 20) { $0.screen.text.contains("2  set tau 0.7") }
    #expect(!shell.screen.text.contains("ablate operations=20000 batches=100 --seeds 8 "))
  }

  @Test func aServiceAnswersAfterARequestThatHeldTooMuch() throws {
    let requests = [
      #"{"run":"load datasets/kitchen.jsonl"}"#, "{\"run\":\"\(Self.large)\"}", #"{"run":"set tau 0.7"}"#,
    ]
    let run = try Run(["--pipe", "--max-memory", "150M"], input: requests.joined(separator: "\n") + "\n")
    let ends = run.output.split(separator: "\n").filter { $0.contains("\"done\"") }
    #expect(ends.count == 3, "\(run.output) \(run.errors)")
    #expect(run.output.contains("more than the 150 that it may"))
    #expect(ends.last?.contains("\"statements\":2") == true, "\(ends)")
  }

  @Test func aHeadlessRunEndsWithACodeOfItsOwn() throws {
    let run = try Run(["--max-memory", "150M", "-c", Self.large])
    #expect(run.code == 125 && run.errors.contains("more than the 150 that it may"), "\(run.errors)")
  }
}
