import Answers
import Judging
import Phrasing
import Sessions
import Tables
import Testing
import Views

/// More of what annoyed somebody in their first hour, each with its better answer.
@Suite struct FirstHourAnswersTests {
  private func bench(_ statements: String = "load datasets/kitchen.jsonl", person: Bool = false) throws
    -> Bench
  {
    var options = SessionOptions()
    options.isInteractive = person
    let bench = try Bench(options: options)
    try bench.run(statements)
    return bench
  }

  @Test func acceptingASuspectSaysWhatItWouldMeanAndDoesNothing() throws {
    let bench = try bench("load datasets/kitchen.jsonl; merges --kind suspect --limit 3", person: true)
    for verb in ["accept", "reject"] {
      let complaint = try #require(bench.complaint("\(verb) 2"))
      #expect(complaint.message == "row 2 is a suspect: both wordings are in one unit already")
      #expect(complaint.details.count == 2 && complaint.details[0].hasPrefix("same 2 "))
      #expect(complaint.details[1].hasPrefix("different 2 "))
    }
    #expect(bench.session.study.decisions.isEmpty)
    // A script is taken at its word, and near pairs are plain.
    _ = try self.bench("load datasets/kitchen.jsonl; merges --kind suspect; accept 1; reject 2")
    _ = try self.bench("load datasets/kitchen.jsonl; merges --kind near; accept 1; reject 2", person: true)
  }

  @Test(arguments: ["near", "merged", "suspect", "across"])
  func sameAndDifferentTakeARowOfAnyKind(_ kind: String) throws {
    let bench = try bench("load datasets/kitchen.jsonl; set tau 0.4; merges --kind \(kind)", person: true)
    let table = try #require(try bench.run("merges --kind \(kind)").answer.tables.first)
    func name(_ row: Int, _ column: String) -> String {
      guard let place = table.columns.firstIndex(where: { $0.name == column }),
        case .text(let text) = table.rows[row - 1][place]
      else { return "" }
      return text
    }
    try bench.run("same 1")
    #expect(bench.session.statements.last == "same \(name(1, "name1")) \(name(1, "name2"))")
    if table.rows.count > 1, bench.complaint("different 2") == nil {
      #expect(bench.session.statements.last == "different \(name(2, "name1")) \(name(2, "name2"))")
    }
    #expect(bench.complaint("same 999")?.message.contains("999") == true)
    #expect(bench.complaint("same U1") != nil && bench.complaint("different b1p1") != nil)
  }

  @Test func aClipSaysWhatItDidToEvidenceVerdictsAndAdvice() throws {
    let bench = try bench()
    let lines = try bench.shown("set clip 15").split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(lines.first == "clip none -> 15", "\(lines)")
    // Each of the three is named: as moved, or as before.
    for word in ["verdicts", "advice"] {
      #expect(
        lines.contains { $0.hasPrefix("\(word): ") || $0.hasPrefix("as before: ") && $0.contains(word) },
        "\(lines)")
    }
    #expect(lines.contains { $0.hasPrefix("evidence: U") || $0.hasPrefix("as before: e-values") }, "\(lines)")
  }

  /// What advice says of a unit is what the statement said had become of it.
  @Test(arguments: [
    "set tau 0.5", "set clip 3", "signal absolute", "set beta 0.5", "set alpha 0.2", "set k_max 2",
  ])
  func whatASettingSaysOfAdviceIsWhatAdviceSays(_ statement: String) throws {
    let bench = try bench()
    func advice() throws -> [String: String] {
      let rows = try bench.session.analysis.ask("select name, advice from advice where unit is not null").rows
      return Dictionary(uniqueKeysWithValues: rows.map { ("\($0[0])", "\($0[1])") })
    }
    let before = try advice()
    let shown = try bench.shown(statement)
    let after = try advice()
    let moved = before.filter { after[$0.key] != nil && after[$0.key] != $0.value }
    #expect(shown.contains("advice: U") == !moved.isEmpty, "\(shown) \(moved)")
  }

  @Test func nSaysBatchesAndValuesThatAddUp() throws {
    let bench = try bench()
    #expect(try bench.shown("unit b3p7").contains("15 batches, 26 values"))
    let sums = try bench.session.analysis.ask(
      "select evidence.scorings, (select sum(scorings) from wordings where wordings.unit = evidence.unit) from evidence"
    ).rows
    #expect(sums.count == 41 && sums.allSatisfy { $0[0] == $0[1] })
  }

  @Test func anIntervalThatSaysNothingIsNotDrawn() throws {
    let bench = try bench()
    let one = try bench.session.analysis.ask(
      "select unit from evidence where n = 1 order by high - low desc limit 1"
    ).rows[0][0]
    guard case .text(let unit) = one else { return }
    let shown = try bench.shown("plot forest U2 \(unit)")
    #expect(
      shown.contains("1 interval says no more than the log says of any unit and is not drawn"), "\(shown)")
    let rows = shown.split(separator: "\n").filter { $0.contains(" n 1 ") }
    #expect(rows.count == 1 && rows.allSatisfy { $0.contains("●") && !$0.contains("├──") }, "\(rows)")
  }

  @Test func aNoteAtAPairIsItsReasonUnlessAnotherIsGiven() throws {
    let bench = try Bench()
    bench.session.answers = ScriptedAnswers([
      .note("one advice"), .same, .note("the other order"), .judge(.different, because: "said otherwise"),
      .same, .quit,
    ])
    try bench.run("load datasets/kitchen.jsonl; review")
    let rulings = bench.session.statements.filter { !$0.hasPrefix("#") }.dropFirst()
    #expect(rulings.count == 3)
    #expect(rulings[rulings.startIndex].hasSuffix("--because \"one advice\""), "\(rulings)")
    #expect(rulings[rulings.startIndex + 1].hasSuffix("--because \"said otherwise\""), "\(rulings)")
    #expect(!rulings[rulings.startIndex + 2].contains("--because"), "\(rulings)")
  }

  @Test func theHabitsOfSqliteWorkBehindSqlToo() throws {
    let bench = try bench()
    #expect(try bench.run("sql .tables").answer == bench.run("sql --schema").answer)
  }

  @Test func roundedFiguresOnly() throws {
    let bench = try bench("load datasets/kitchen.jsonl; set clip 3.3333333333333335")
    let shown = try bench.shown("verdicts --limit 3 --wide; why U2")
    #expect(shown.contains("3.33") && !shown.contains("3.333"), "\(shown)")
  }

  @Test func policiesSayWhichFitsAndHowSureThatIs() throws {
    let shown = try bench().shown("policies maa reactive posterior")
    #expect(shown.contains("fits this log best: "), "\(shown)")
    #expect(shown.contains("with a chance of ") && shown.contains("go by one batch"), "\(shown)")
    let none = try bench("load datasets/figure4.jsonl").shown("policies maa reactive")
    #expect(
      !none.contains("regret") && none.contains("the log does not say how often a sign is right"), "\(none)")
  }

  @Test func ablateSaysWhatItsTablesMean() throws {
    let shown = try bench("note begin").shown("ablate --seeds 3 operations=30 batches=10")
    #expect(
      shown.contains("in such logs ") && shown.contains("of the paper's order of policies: "), "\(shown)")
  }
}
