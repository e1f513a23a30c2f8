import Foundation
import Notebook
import Testing

@Suite struct RegistryTests {
  @Test func everyFileOfCommandsIsRegistered() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(Bench.root)/Sources/Notebook/Commands")
    let verbs = Set(files.map { $0.replacingOccurrences(of: ".swift", with: "").lowercased() })
    #expect(verbs == Set(Registry.manuals.map(\.verb)))
  }

  @Test func namesAreUniqueAndManualsComplete() {
    let names = Registry.manuals.flatMap { [$0.verb] + $0.aliases }
    #expect(Set(names).count == names.count)
    for manual in Registry.manuals {
      #expect(manual.summary.first?.isLowercase == true && manual.summary.last != ".", "\(manual.verb)")
      #expect(!manual.examples.isEmpty, "\(manual.verb)")
      #expect(Set(manual.allFlags.map(\.name)).count == manual.allFlags.count, "\(manual.verb)")
      #expect(manual.words.dropLast().allSatisfy { !$0.repeats }, "\(manual.verb)")
      #expect(manual.examples.allSatisfy { $0.statement.hasPrefix(manual.verb) }, "\(manual.verb)")
    }
  }

  /// Every example of every command works as printed.
  @Test(arguments: Registry.manuals.flatMap { manual in manual.examples.indices.map { (manual.verb, $0) } })
  func examplesWork(_ verb: String, _ index: Int) throws {
    let example = try Registry.command(for: verb).manual.examples[index]
    let scratch = try Scratch()
    let bench = try Bench()
    if !example.after.isEmpty { try bench.run(example.after) }
    let outcome = try bench.run(example.statement.replacingOccurrences(of: "out/", with: "\(scratch.path)/"))
    #expect(outcome.statement.hasPrefix(verb) || outcome.number != nil)
  }

  @Test func manualPageIsUpToDate() throws {
    let written = try String(contentsOfFile: "\(Bench.root)/docs/manual.md", encoding: .utf8)
    #expect(written == ManualPage.markdown(), "run `make manual`")
  }

  @Test func helpFitsATerminal() {
    for manual in Registry.manuals {
      let lines = HelpText.page(for: manual).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 100 || $0.contains("maa ›") }, "\(manual.verb)")
    }
    #expect(HelpText.overview().split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
