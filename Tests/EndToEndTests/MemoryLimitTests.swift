import Foundation
import TerminalSupport
import Testing

/// A statement that would hold more than it may is ended; the session goes on as if nothing had been said.
@Suite struct MemoryLimitTests {
  /// The program alone holds more than that.
  private static let told = "more than the 1 that it may"

  @Test func aShellGoesOnAfterAStatementThatHeldTooMuch() throws {
    let shell = try PseudoTerminal(
      path: Run.binaryAtRoot(), arguments: ["--no-init", "--max-memory", "1M"], columns: 100)
    try shell.waitFor("maa 1 ›", within: 20)
    for turn in 1...2 {
      shell.send("load datasets/kitchen.jsonl\r")
      try shell.wait("the fault", within: 20) {
        $0.screen.text.components(separatedBy: Self.told).count == turn + 1
      }
    }
    shell.send("history\r")
    shell.settle()
    #expect(!shell.screen.text.contains("maa 2 ›"))
  }

  @Test func aServiceAnswersAfterARequestThatHeldTooMuch() throws {
    let request = #"{"do":"run","text":"load datasets/kitchen.jsonl"}"# + "\n"
    let run = try Run(["--pipe", "--max-memory", "1M"], input: request + request)
    #expect(run.output.components(separatedBy: Self.told).count == 3, "\(run.output) \(run.errors)")
  }

  @Test func aHeadlessRunEndsWithACodeOfItsOwn() throws {
    let run = try Run(["--max-memory", "1M", "-c", "load datasets/kitchen.jsonl"])
    #expect(run.code == 125 && run.errors.contains(Self.told), "\(run.errors)")
  }
}
