import Foundation
import Testing

/// Logs that nobody means well with, through the program as a user runs it: one clear message, or what is sound of them, within a
/// gibibyte of memory. `Benchmarks/hostile.py` makes them, and prints what each took.
@Suite struct HostileLogsTests {
  private static let cases = [
    "one line of 1 GiB", "a folder of 100,000 files", "one file more", "links that lead in circles",
    "an archive that unpacks to 1 GiB", "an archive that lies about its size",
    "an archive whose names lead out",
    "a damaged SQLite file", "one with a trigger and an endless view", "one whose table is an endless view",
    "a git object that is damaged", "text that is no UTF-8", "all kinds of line ends",
    "a key that stands twice",
    "100,000 brackets",
  ]

  private func run(_ words: String) throws -> Run {
    try Run([], shell: "exec python3 Benchmarks/hostile.py --maa \"$MAA\" \(words)")
  }

  @Test(arguments: cases) func isOneClearMessage(_ name: String) throws {
    let run = try run("--case '\(name)'")
    #expect(run.code == 0 && run.output.hasPrefix(name), "\(run.output)\(run.errors)")
  }

  @Test func allCasesAreHere() throws {
    #expect(try run("--list").output == HostileLogsTests.cases.map { "\($0)\n" }.joined())
  }
}
