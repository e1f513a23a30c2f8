import Foundation
import Language
import Testing

/// The screens of the README and of the pages in docs are what the program shows in a hundred columns.
/// `MAA_RECORD_GOLDENS=1` writes them anew.
@Suite struct ReadmeScreensTests {
  private static let pages: [String] = {
    let docs = (try? FileManager.default.contentsOfDirectory(atPath: "\(Bench.root)/docs")) ?? []
    return ["README.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
  }()

  @Test(arguments: pages) func areMadeByTheProgram(_ page: String) throws {
    let path = "\(Bench.root)/\(page)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var parts = text.components(separatedBy: "```\n")
    let screens = parts.indices.filter { isScreen(parts[$0]) }
    #expect(page != "README.md" || !screens.isEmpty)
    for place in screens { parts[place] = try screen(of: parts[place]) }
    let made = parts.joined(separator: "```\n")
    if ProcessInfo.processInfo.environment["MAA_RECORD_GOLDENS"] != nil, made != text {
      try made.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(made == text, "MAA_RECORD_GOLDENS=1 writes the screens anew")
    let lines = screens.flatMap { parts[$0].split(separator: "\n") }
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  /// Statements alone are no screen.
  private func isScreen(_ part: String) -> Bool {
    part.hasPrefix("maa 1 › ") && part.split(separator: "\n").contains { !$0.hasPrefix("maa ") }
  }

  /// What the statements of a screen show.
  private func screen(of part: String) throws -> String {
    let bench = try Bench()
    var shown = ""
    for line in part.split(separator: "\n") where line.hasPrefix("maa ") {
      guard let prompt = line.range(of: "› ") else { continue }
      let outcome = try bench.run(String(line[prompt.upperBound...]))
      shown += "\(line)\n\(Bench.screen(of: outcome, width: 100))"
    }
    return shown
  }
}
