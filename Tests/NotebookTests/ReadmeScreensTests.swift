import Answers
import Files
import Foundation
import Language
import Sessions
import Sinks
import Testing

/// The screens of the README are what the program shows in a hundred columns. `MAA_RECORD_GOLDENS=1` writes them anew.
@Suite struct ReadmeScreensTests {
  private static let path = "\(Bench.root)/README.md"

  @Test func areMadeByTheProgram() throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    var parts = text.components(separatedBy: "```\n")
    var screens = 0
    for (place, part) in parts.enumerated() where part.hasPrefix("maa 1 › ") {
      parts[place] = try screen(of: part)
      screens += 1
    }
    #expect(screens > 0)
    let made = parts.joined(separator: "```\n")
    if ProcessInfo.processInfo.environment["MAA_RECORD_GOLDENS"] != nil {
      try made.write(toFile: Self.path, atomically: true, encoding: .utf8)
    }
    #expect(made == text, "MAA_RECORD_GOLDENS=1 writes the screens anew")
    let lines = parts.filter { $0.hasPrefix("maa 1 › ") }.flatMap { $0.split(separator: "\n") }
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  /// What the statements of a screen show.
  private func screen(of part: String) throws -> String {
    let bench = try Bench()
    var shown = ""
    for line in part.split(separator: "\n") where line.hasPrefix("maa ") {
      guard let prompt = line.range(of: "› ") else { continue }
      let outcome = try bench.run(String(line[prompt.upperBound...]))
      shown += "\(line)\n\(text(of: outcome))"
    }
    return shown
  }

  private func text(of outcome: Outcome) -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    guard let handle = try? FileHandle(forWritingTo: file) else { return "" }
    let output = Output(handle.fileDescriptor)
    var style = TextSink.Style()
    style.width = { 100 }
    TextSink(output: output, errors: output, style: style).show(outcome)
    try? handle.close()
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }
}
