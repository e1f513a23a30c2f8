import Answers
import Commands
import Foundation
import Language
import Sessions
import Terms
import Testing

@Suite struct RegistryTests {
  @Test func everyFileOfCommandsIsRegistered() throws {
    let paths = ["Commands", "LiveRuns"].flatMap { room in
      let files = FileManager.default.enumerator(atPath: "\(Bench.root)/Sources/\(room)/Verbs")
      return (files?.allObjects ?? []).compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    }
    let verbs = Set(paths.map { ($0 as NSString).lastPathComponent.dropLast(6).lowercased() })
    #expect(verbs == Set(Registry.all.vocabulary.manuals.map(\.verb)))
    // A verb is found by the name of its file, and what is found says the same.
    for verb in verbs { #expect(try Registry.all.vocabulary.manual(of: verb).verb == verb) }
  }

  @Test func namesAreUniqueAndManualsComplete() {
    let names = Registry.all.vocabulary.manuals.flatMap { [$0.verb] + $0.aliases }
    #expect(Set(names).count == names.count)
    for manual in Registry.all.vocabulary.manuals {
      #expect(manual.summary.first?.isLowercase == true && manual.summary.last != ".", "\(manual.verb)")
      #expect(!manual.examples.isEmpty, "\(manual.verb)")
      #expect(Set(manual.allFlags.map(\.name)).count == manual.allFlags.count, "\(manual.verb)")
      #expect(manual.words.dropLast().allSatisfy { !$0.repeats }, "\(manual.verb)")
      #expect(manual.examples.allSatisfy { $0.statement.hasPrefix(manual.verb) }, "\(manual.verb)")
    }
  }

  /// Every example of every command works as printed.
  @Test(
    arguments: Registry.all.vocabulary.manuals.flatMap { manual in
      manual.examples.indices.map { (manual.verb, $0) }
    })
  func examplesWork(_ verb: String, _ index: Int) throws {
    let example = try Registry.all.vocabulary.manual(of: verb).examples[index]
    let scratch = try Scratch()
    let bench = try Bench()
    func placed(_ text: String) -> String { text.replacingOccurrences(of: "out/", with: "\(scratch.path)/") }
    if !example.after.isEmpty { try bench.run(placed(example.after)) }
    let outcome = try bench.run(placed(example.statement))
    #expect(outcome.statement.hasPrefix(verb) || outcome.number != nil)
  }

  @Test func manualPageIsUpToDate() throws {
    let written = try String(contentsOfFile: "\(Bench.root)/docs/manual.md", encoding: .utf8)
    #expect(written == ManualPage.markdown(Registry.all.vocabulary), "run `make manual`")
  }

  @Test func glossaryIsUpToDate() throws {
    let written = try String(contentsOfFile: "\(Bench.root)/docs/glossary.md", encoding: .utf8)
    #expect(written == Glossary.markdown, "run `make manual`")
  }

  @Test func helpFitsATerminal() {
    for manual in Registry.all.vocabulary.manuals {
      let lines = HelpText.page(for: manual).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 100 || $0.contains("maa ›") }, "\(manual.verb)")
    }
    #expect(HelpText.overview(Registry.all.vocabulary).split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
