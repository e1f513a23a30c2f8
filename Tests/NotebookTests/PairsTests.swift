import Answers
import Foundation
import GoldenSupport
import Language
import Sessions
import Studies
import Tables
import Testing

@Suite struct PairsTests {
  /// 1,500 pairs that people scored from 0 to 5; docs/method.md has the figures.
  @Test func agreesWithPeopleOnRealPairs() throws {
    guard let file = Self.realPairs() else { return }
    let figures = try table("figures", of: "quality --pairs \(Quoting.quoted(file))")
    #expect(abs(try number(figures, 0, "value") - 0.7158) <= 0.002)
    #expect(try number(figures, 0, "low") < 0.7158 && number(figures, 0, "high") > 0.7158)
    // Twice the usual standard error of a correlation, sqrt((1 - r²)² / n), is near.
    #expect(try abs(number(figures, 0, "high") - number(figures, 0, "low") - 0.05) < 0.02)
    #expect(try abs(number(figures, 2, "value") - 0.6) <= 0.03)
  }

  @Test func proposesTauAndLeavesTheStudyAlone() throws {
    let bench = try Bench()
    let outcome = try bench.run("tune tau --pairs datasets/advice-pairs.csv")
    #expect(
      outcome.warnings.contains { $0.contains("few") } && outcome.warnings.contains { $0.contains("wide") })
    #expect(bench.session.study.settings.chosenTau == nil)
  }

  /// The proposal's text is a statement that works, and then it is the study's.
  @Test func theProposalIsAStatement() throws {
    let bench = try Bench()
    let shown = try bench.shown("tune tau --pairs datasets/advice-pairs.csv")
    let line = try #require(shown.split(separator: "\n").first { $0.contains("set tau") })
    let words = line.split(separator: " ").prefix(3).joined(separator: " ")
    try bench.run(words)
    let ladder = try #require(
      try bench.run("quality --pairs datasets/advice-pairs.csv").tables.first { $0.name == "ladder" })
    #expect(ladder.rows.contains { $0.last == .text("best, set") })
  }

  @Test func recordsTheHash() throws {
    let scratch = try Scratch()
    let file = try scratch.write("p.csv", "a b,a c,1\nd,e,0\n")
    let recorded = try Bench().run("quality --pairs \(file)").statement
    #expect(recorded.contains("--sha256 "))
    let bench = try Bench()
    #expect(bench.complaint(recorded) == nil)
    _ = try scratch.write("p.csv", "a b,a c,1\nd,e,1\n")
    #expect(bench.complaint(recorded)?.exitCode == ExitCode.otherInput)
  }

  @Test func warnsOfPairsThatSayLittle() throws {
    let scratch = try Scratch()
    let rare = (0..<100).map { "word\($0) a,word\($0 / 2) b,\($0 == 0 ? 1 : 0)" }.joined(separator: "\n")
    let warnings = try Bench().run("tune tau --pairs \(try scratch.write("rare.csv", rare))").warnings
    #expect(warnings.contains { $0.contains("1.0% of the pairs are the same") })
    let alike = "x y,z,1\nv,w,0\n"
    let other = try Bench().run("tune tau --pairs \(try scratch.write("alike.csv", alike))").warnings
    #expect(other.contains { $0.contains("joining all pairs") })
  }

  @Test func saysThatAFirstLineWasTakenForNames() throws {
    let scratch = try Scratch()
    let file = try scratch.write("p.csv", "left,right,human\na,b,1\n")
    #expect(
      try Bench().run("quality --pairs \(file)").warnings.contains { $0.contains("left, right, human") })
    let known = try scratch.write("q.csv", "sentence1,sentence2,score\na,b,1\n")
    #expect(try Bench().run("quality --pairs \(known)").warnings.isEmpty)
  }

  private static let refused: [(String, String, String)] = [
    ("a,b,0.3\nc,d,7\n", "", "scores from 0.3 to 7 do not say which pairs are the same"),
    ("a,b,0\nc,d,0\n", "tune", "are different: a score of 0.5 or more is the same"),
    ("a,b,1\nc,d,1\n", "tune", "are the same: a score of 0.5 or more is the same"),
    ("a,b\nc,d,1\n", "", "saw 2 fields"), ("a,b,x1\nc,d,y\n", "--delimiter comma", "saw"),
    ("a,b,1\n", "--delimiter pipe", "--delimiter cannot be pipe"),
    ("a,b,1\n", "--same-from much", "--same-from is a number, not much"),
    ("a,b,1\n", "--seed -1", "--seed is a whole number from 0, not -1"),
    ("sentence1,sentence2,score\n", "", "holds no pairs"),
  ]

  @Test(arguments: refused)
  func complains(_ text: String, _ flags: String, _ message: String) throws {
    let scratch = try Scratch()
    let complaint = try #require(
      try Bench().complaint(
        "\(flags == "tune" ? "tune tau" : "quality \(flags)") --pairs \(try scratch.write("p.csv", text))"))
    #expect(complaint.message.contains(message), "\(complaint.message)")
  }

  private static func realPairs() -> String? {
    let given = ProcessInfo.processInfo.environment["MAA_REAL_DATA"]
    let folder = given ?? "\(Bench.root)/../shared/data"
    let file = "\(folder)/stsb/stsb-en-dev.csv"
    if FileManager.default.fileExists(atPath: file) { return file }
    let line = "skipped, no stsb/stsb-en-dev.csv in ../shared/data or MAA_REAL_DATA\n"
    FileHandle.standardError.write(Data(line.utf8))
    return nil
  }

  private func table(_ name: String, of statement: String) throws -> Table {
    try #require(try Bench().run(statement).tables.first { $0.name == name })
  }

  private func number(_ table: Table, _ row: Int, _ column: String) throws -> Double {
    let place = try #require(table.columns.firstIndex { $0.name == column })
    guard case .number(let value, _) = table.rows[row][place] else {
      throw BenchFailure(description: "no number in row \(row) of \(column)")
    }
    return value
  }
}

extension Outcome {
  fileprivate var tables: [Table] {
    answer.blocks.compactMap { block in if case .table(let table) = block { table } else { nil } }
  }
}
