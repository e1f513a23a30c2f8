import Foundation
import TerminalSupport
import Testing

/// The README's five-minute tour works as typed.
@Suite struct TourTests {
  @Test func everyBlockOfTheTourWorks() throws {
    let folder = try TemporaryFolder()
    let blocks = try tour()
    for name in ["datasets", "sessions"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(name)", withDestinationPath: "\(Run.root)/\(name)")
    }
    var statements: [String] = []
    var shellLines = ["set -e", "cd \(folder.path)", "maa() { $MAA \"$@\"; }"]
    for block in blocks.dropFirst() {
      if block.contains("maa ") { shellLines.append(block) } else { statements.append(block) }
    }
    #expect(blocks.first == "maa" && statements.count >= 7 && shellLines.count >= 6)
    let typed = try Run([], input: statements.joined(separator: "\n"), shell: "cd \(folder.path); $MAA -")
    #expect(typed.code == 0, "\(typed.errors)")
    // The last block shows an exit code that is not 0 on purpose.
    let shell = try Run([], shell: shellLines.joined(separator: "\n").replacing("set -e", with: ""))
    #expect(
      shell.output.contains("\nsame\n") && shell.output.contains("\n0\n") && shell.output.hasSuffix("\n1\n"),
      "\(shell.output) \(shell.errors)"
    )
    #expect(
      shell.errors.split(separator: "\n").filter { $0.hasPrefix("error") }.count == 1, "\(shell.errors)")
  }

  /// The fenced blocks of the section "Five minutes".
  private func tour() throws -> [String] {
    let text = try String(contentsOfFile: "\(Run.root)/README.md", encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("Five minutes") })
    return section.components(separatedBy: "\n```\n").enumerated().filter { $0.offset % 2 == 1 }.map(
      \.element)
  }
}
