import Foundation
import GoldenSupport
import TerminalSupport
import Testing

/// What the programs under `Examples/` print.
@Suite struct ExamplesTests {
  @Test(arguments: ["evidence-in-code", "planted-world", "decisions-at-work"])
  func anExamplePrintsWhatItPrinted(_ name: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Products.path(of: name))
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(differenceFromGolden(text, "\(name).txt") == nil)
  }
}
