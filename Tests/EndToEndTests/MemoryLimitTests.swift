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
    shell.send("load datasets/kitchen.jsonl\r")
    try shell.waitFor(Self.told, within: 20)
    // What needs no memory to speak of is not looked at.
    shell.send("note it goes on\r")
    try shell.waitFor("maa 2 ›", within: 20)
    #expect(!shell.screen.text.contains("98 proposals"))
  }

  @Test func aServiceAnswersAfterARequestThatHeldTooMuch() throws {
    let requests = ["load datasets/kitchen.jsonl", "note it goes on"].map {
      "{\"do\":\"run\",\"text\":\"\($0)\"}\n"
    }
    let run = try Run(["--pipe", "--max-memory", "1M"], input: requests.joined())
    #expect(run.output.components(separatedBy: Self.told).count == 2, "\(run.output) \(run.errors)")
    #expect(run.output.contains("\"statement\":\"# it goes on\",\"ok\":true"), "\(run.output)")
  }

  @Test func aHeadlessRunEndsWithACodeOfItsOwn() throws {
    let run = try Run(["--max-memory", "1M", "-c", "load datasets/kitchen.jsonl"])
    #expect(run.code == 125 && run.errors.contains(Self.told), "\(run.errors)")
  }
}
