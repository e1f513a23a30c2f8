import Accumulation
import Analyses
import Answers
import Foundation
import GoldenSupport
import Sessions
import Testing

/// Decisions that leave one session and come into another.
@Suite struct DecisionFileTests {
  private static let kitchen = "load datasets/kitchen.jsonl"
  private static let rulings = """
    same b1p1 b2p3 --because "one, \\"quoted\\" thing"; different b3p7 b5p5; same b2p3 b3p3; detach b12p5
    """

  @Test(arguments: ["csv", "json"])
  func whatIsWrittenIsRead(_ ending: String) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("\(Self.kitchen); \(Self.rulings); decisions export --to \(scratch.path)/d.\(ending)")
    let other = try Bench()
    try other.run("\(Self.kitchen); decisions import \(scratch.path)/d.\(ending)")
    #expect(other.session.study.decisions == bench.session.study.decisions)
    #expect(try other.session.analysis.result() == bench.session.analysis.result())
    #expect(other.session.statements[1].contains(" --sha256 "))
    let again = try other.run("decisions import \(scratch.path)/d.\(ending)")
    #expect(again.answer.blocks.count == 1)
    guard case .said(let line)? = again.answer.blocks.first else { return #expect(Bool(false)) }
    #expect(line.hasSuffix("5 decisions, all of which stand already; nothing was changed"))
  }

  /// A list of objects, as other programs write it.
  @Test func readsAListOfObjects() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "d.json", #"[{"ruling":"different","first":"w:369331ae","second":"w:2af444b7","because":null}]"#)
    let bench = try Bench()
    try bench.run("\(Self.kitchen); decisions import \(path)")
    #expect(try bench.session.analysis.unit(named: "b3p7") != bench.session.analysis.unit(named: "b5p5"))
  }

  @Test func aContradictionRefusesAll() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "d.csv",
      "ruling,first,second\nsame,w:11111111,w:22222222\nsame,w:369331ae,w:33333333\nsame,w:33333333,w:2af444b7\n"
    )
    let bench = try Bench()
    try bench.run("\(Self.kitchen); different b3p7 b5p5 --because order")
    let study = bench.session.study
    let complaint = try #require(bench.complaint("decisions import \(path)"))
    #expect(complaint.message.hasPrefix("\(path):4: w:33333333 and w:2af444b7 cannot be same"))
    #expect(complaint.details.count == 2 && complaint.details[1].hasSuffix("because order"))
    #expect(bench.session.study == study)
  }

  @Test func whatAnotherLogHasNotIsCounted() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("\(Self.kitchen); \(Self.rulings); decisions export --to \(scratch.path)/d.csv")
    let other = try Bench()
    let shown = try other.shown("load datasets/figure4.jsonl; decisions import \(scratch.path)/d.csv")
    #expect(shown.contains("5 decisions, 5 new"))
    #expect(shown.contains("5 of 5 decisions name wordings this log has not"))
    #expect(try other.shown("decisions --absent --match microwave").contains("w:369331ae"))
    #expect(try other.shown("decisions --applied").contains("(no rows)"))
    let outcome = try other.run(Self.kitchen)
    #expect(!outcome.warnings.contains { $0.contains("this log has not") })
    #expect(try other.session.analysis.unit(named: "b3p7") != other.session.analysis.unit(named: "b5p5"))
  }

  @Test func filesAreHeldToTheirHash() throws {
    let scratch = try Scratch()
    let path = try scratch.write("d.csv", "ruling,first,second\nsame,w:11111111,w:22222222\n")
    let bench = try Bench()
    try bench.run("decisions import \(path)")
    let recorded = bench.session.statements[0]
    _ = try scratch.write("d.csv", "ruling,first,second\nsame,w:11111111,w:33333333\n")
    #expect(try Bench().complaint(recorded)?.exitCode == ExitCode.otherInput)
    #expect(bench.complaint("decisions export --to \(path)")?.message.contains("is not written over") == true)
  }

  /// Bad files are faults, never crashes; and what is said stands in one golden.
  @Test func saysWhatIsWrong() throws {
    let scratch = try Scratch()
    let files = [
      "", "ruling,first\nsame,w:11111111\n", "ruling,first,second\nsame,w:1,w:22222222\n",
      "ruling,first,second\nequal,w:11111111,w:22222222\n", "ruling,first,second\nsame,w:11111111\n",
      "ruling,first,second\n\"same,w:11111111,w:22222222\n", "{", "[1]", "[]", "{}", "{\"columns\":3}",
      "{\"columns\":[\"ruling\",\"first\",\"second\"],\"rows\":[[1,2,3]]}",
      "ruling,first,second\ndifferent,w:11111111,w:11111111\n", "ruling,first,second\nsa\u{1b}[1mme,a,b\n",
    ]
    var lines: [String] = []
    for (index, text) in files.enumerated() {
      let path = try scratch.write("f\(index)", text)
      let complaint = try Bench().complaint("decisions import \(path)")
      let said = complaint.map { [$0.message] + $0.details + [$0.hint ?? ""] } ?? ["(no complaint)"]
      lines +=
        ["> \(text.debugDescription)"]
        + said.map { "  " + $0.replacingOccurrences(of: scratch.path, with: "") }
    }
    #expect(differenceFromGolden(lines.joined(separator: "\n"), "decision-files.txt") == nil)
  }
}
