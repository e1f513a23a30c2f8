import Accumulation
import Analyses
import Answers
import GoldenSupport
import Language
import Sessions
import Studies
import Tables
import Testing

/// Audits in a session: what is asked, what is recorded, what comes of it.
@Suite struct AuditCommandTests {
  private static let load = "load datasets/kitchen.jsonl"

  private func bench(_ judging: Int = .max) throws -> (Bench, LabelJudge) {
    let bench = try Bench()
    try bench.run(Self.load)
    let judge = try LabelJudge(bench.session.analysis, answers: judging)
    bench.session.answers = judge
    return (bench, judge)
  }

  private func figures(_ bench: Bench) throws -> [[Cell]] {
    try bench.table("audit_quality", of: "quality --audit").rows
  }

  /// Every pair judged, the audit says what the labels say: answers do not judge themselves.
  @Test func aFullAuditIsTheTruth() throws {
    let (bench, judge) = try bench()
    let labels = try bench.table("quality", of: "quality").rows
    try bench.run("audit 100000")
    #expect(judge.pages.count > 100)
    let audited = try figures(bench)
    #expect(audited[0][1] == labels[0][1] && audited[0][2] == audited[0][1] && audited[0][3] == audited[0][1])
    #expect(audited[3][1] == labels[1][1])
    let analysis = bench.session.analysis
    let identities = TrueIdentities(log: try analysis.trace(), operations: try analysis.operations())
    let same = KeyedSums.same(identities, try analysis.operations()).dropLast().reduce(0, +)
    guard case .number(let recall, _) = audited[1][1] else { return #expect(Bool(false), "no recall") }
    #expect(abs(recall - 75.0 / Double(same)) < 1e-9)
    // By what was answered, merging is right now.
    #expect(try bench.table("quality", of: "quality").rows[0][1] == .number(1, places: 4))
  }

  @Test func severalSittingsAreOne() throws {
    let (whole, judge) = try bench()
    try whole.run("audit 60 --seed 5")
    let (parts, first) = try bench(7)
    try parts.run("audit 60 --seed 5")
    #expect(first.pages.count == 8)
    var seen = Array(first.pages.prefix(7))
    for (statement, count) in [("audit", 9), ("audit 60 --seed 5", .max)] {
      // What is set or looked at meanwhile changes nothing of the sample.
      try parts.run("set tau 0.5; quality --audit; set tau 0.6")
      let next = try LabelJudge(parts.session.analysis, answers: count)
      parts.session.answers = next
      try parts.run(statement)
      seen += next.pages.prefix(count)
    }
    #expect(seen.map(\.first.name) == judge.pages.map(\.first.name))
    #expect(seen.map(\.second.name) == judge.pages.map(\.second.name))
    #expect(try figures(parts) == figures(whole))
    #expect(parts.session.statements.count { $0.hasPrefix("audit ") } == 1)
    #expect(parts.session.study.decisions == whole.session.study.decisions)
  }

  @Test func pagesAreBlindAndAnswersCarryTheirShare() throws {
    let (bench, judge) = try bench()
    try bench.run("audit 30")
    #expect(judge.pages.allSatisfy { $0.opinion == nil && $0.first.evidence == nil })
    #expect(judge.outcomes.dropFirst().allSatisfy { $0.answer == Answer() })
    let decisions = bench.session.study.decisions.all
    #expect(decisions.count == judge.pages.count)
    #expect(decisions.allSatisfy { ($0.audit?.probability ?? 0) > 0 })
    let audit = try #require(bench.session.study.audit)
    #expect(audit.pairs.count == 30 && audit.strata.reduce(0) { $0 + $1.drawn } == 30)
  }

  /// Replayed, recovered and reopened sessions are these statements run or folded again.
  @Test func statementsGiveTheSameFigures() throws {
    let (bench, _) = try bench(40)
    try bench.run("audit 60 --seed 2")
    let replayed = try Bench()
    replayed.session.answers = ScriptedAnswers([], isPerson: false)
    for statement in bench.session.statements { try replayed.run(statement) }
    #expect(replayed.session.statements == bench.session.statements)
    #expect(replayed.session.study.audit?.pairs == bench.session.study.audit?.pairs)
    #expect(try replayed.shown("quality --audit") == bench.shown("quality --audit"))
    let folded = try Bench()
    let statements = try Lexer.statements(in: bench.session.statements.joined(separator: "\n"))
    try folded.session.restart(with: statements)
    #expect(try folded.shown("quality --audit") == bench.shown("quality --audit"))
    #expect(try folded.session.analysis.result() == bench.session.analysis.result())
  }

  @Test(arguments: ["csv", "json"])
  func answersGoToAnotherSession(_ ending: String) throws {
    let scratch = try Scratch()
    let (bench, judge) = try bench()
    try bench.run("audit 300 --seed 4; decisions export --to \(scratch.path)/d.\(ending)")
    #expect(judge.pages.count < 300, "some pairs follow from others, and go along")
    let other = try Bench()
    let outcome = try other.run(
      "\(Self.load); decisions import \(scratch.path)/d.\(ending); quality --audit")
    #expect(try figures(other) == figures(bench))
    #expect(outcome.warnings.contains { $0.contains("came from elsewhere") })
    #expect(try other.session.analysis.result() == bench.session.analysis.result())
  }

  @Test func whatIsRuledAlreadyIsNotAsked() throws {
    let (bench, judge) = try bench()
    try bench.run("different b3p7 b5p5; same b1p1 b2p3")
    try bench.run("audit 100000")
    let asked = judge.pages.map { [$0.first.name.description, $0.second.name.description].sorted() }
    #expect(!asked.contains(["w:2af444b7", "w:369331ae"]))
    let open = try bench.table("audit_strata", of: "quality --audit").rows.map { $0[7] }
    #expect(open.allSatisfy { $0 == .integer(0) })
  }

  /// What was ruled before the audit came to it goes along as an answer of it.
  @Test func earlierRulingsAreExportedAsAnswers() throws {
    let scratch = try Scratch()
    let (bench, _) = try bench()
    try bench.run("different b3p7 b5p5; audit 100000; decisions export --to \(scratch.path)/d.csv")
    let line = try scratch.read("d.csv").split(separator: "\n").first { $0.contains("w:2af444b7") }
    #expect(line?.contains("merged:") == true, "\(line ?? "")")
  }

  /// Pairs that other rulings settle are no random part of what was drawn, until all of it is judged.
  @Test func whatIsSettledByTheWayWaits() throws {
    let (bench, _) = try bench(0)
    bench.session.answers = ScriptedAnswers([.quit])
    try bench.run("different b3p7 b5p5; different U17 b5p5; audit 100000")
    let shown = try bench.shown("quality --audit")
    #expect(shown.contains("0 of ") && shown.contains("settled by other decisions"), "\(shown)")
    bench.session.answers = try LabelJudge(bench.session.analysis, answers: .max)
    try bench.run("audit")
    #expect(try !bench.shown("quality --audit").contains("settled by"))
  }

  @Test func aTauWantsAnswersOfEveryKind() throws {
    let (bench, _) = try bench(2)
    try bench.run("audit 40")
    #expect(bench.complaint("tune tau --from audit")?.message.contains("no answer of the audit yet") == true)
    bench.session.answers = try LabelJudge(bench.session.analysis, answers: .max)
    try bench.run("audit")
    #expect(bench.complaint("tune tau --from audit") == nil)
  }

  @Test func doubtsAreCountedApart() throws {
    let (bench, _) = try bench(0)
    bench.session.answers = ScriptedAnswers([.unsure, .same, .unsure, .undo, .quit])
    let outcome = try bench.run("audit 20; quality --audit")
    let rows = try bench.table("audit_strata", of: "quality --audit").rows
    #expect(rows.contains { $0[6] == .integer(1) } && rows.filter { $0[6] == .integer(1) }.count == 1)
    #expect(outcome.warnings.contains { $0.hasPrefix("1 pair that nobody could judge is left out") })
    #expect(outcome.warnings.contains { $0.hasPrefix("18 pairs drawn and not judged yet") })
    // Undo takes back an answer, then the drawing.
    _ = try bench.session.undo()
    _ = try bench.session.undo()
    _ = try bench.session.undo()
    #expect(bench.session.study.audit == nil)
    #expect(bench.complaint("quality --audit")?.message == "no audit was drawn from this log")
  }

  @Test func anotherLogHasAnotherSample() throws {
    let (bench, _) = try bench()
    try bench.run("audit 20")
    let recorded = bench.session.statements
    let other = try Bench()
    try other.run("load datasets/figure4.jsonl")
    let outcome = try other.run(recorded[1])
    #expect(outcome.warnings.contains { $0.contains("other pairs would be drawn here") })
    for statement in recorded.dropFirst(2) { try other.run(statement) }
    #expect(other.complaint("quality --audit")?.message == "no audit was drawn from this log")
    // The log that was loaded later is another one, too.
    try bench.run("load datasets/figure4.jsonl")
    #expect(bench.complaint("quality --audit") != nil)
  }

  /// Over many audits the mean of the estimates is what the labels say.
  @Test func estimatesAreUnbiasedThroughTheCommands() throws {
    var random = SeededGenerator.announced()
    let (bench, _) = try bench()
    let truth = 75.0 / 89
    var precisions: [Double] = []
    for _ in 0..<60 {
      let judge = try LabelJudge(bench.session.analysis, answers: .max)
      bench.session.answers = judge
      try bench.run("audit 60 --seed \(Int.random(in: 2...1_000_000, using: &random))")
      guard case .number(let value, _) = try figures(bench)[0][1] else { continue }
      precisions.append(value)
      while bench.session.statements.count > 1 { _ = try bench.session.undo() }
    }
    let mean = try #require(Interval.mean(precisions, confidence: 0.9999))
    #expect(mean.low <= truth && truth <= mean.high, "\(mean) seed \(random.seed)")
  }

  @Test(arguments: [
    ("audit", "audit 6 --seed 3; quality --audit", "s\nd\nu\nw\nz\nd\nz\nd\nn look again\ns\nq\n"),
    ("audit-none", "audit 3; audit 3; quality --audit; decisions", "q\nq\n"),
  ])
  func transcripts(_ name: String, _ statements: String, _ lines: String) throws {
    let bench = try Bench()
    try bench.run(Self.load)
    let shown = try bench.reviewed(statements, lines: lines)
    #expect(differenceFromGolden(shown, "\(name).txt") == nil)
  }

  @Test func saysWhatIsWrong() throws {
    let statements = [
      "audit", "audit 10", "\(Self.load); audit", "\(Self.load); audit 0", "\(Self.load); audit 1e3",
      "\(Self.load); audit --seed 3", "\(Self.load); audit 5 6", "\(Self.load); quality --audit",
      "\(Self.load); quality --audit --units", "\(Self.load); quality --limit 3",
      "\(Self.load); quality --units --seed 3", "\(Self.load); quality --units --limit x",
      "\(Self.load); same b1p1 b2p3 --audit near", "\(Self.load); same b1p1 b2p3 b3p3 --audit near:1/2",
      "\(Self.load); different b1p1 b2p3 --audit near:3/2", "\(Self.load); tune tau --from audit",
      "\(Self.load); tune tau --from decisions", "\(Self.load); tune tau --from gold",
      "\(Self.load); same b1p1 b2p3; tune tau --from decisions", "tune beta --from labels",
      "tune tau --from audit --pairs datasets/advice-pairs.csv", "\(Self.load); audit --drawn 00",
    ]
    let lines = try statements.flatMap { statement -> [String] in
      let complaint = try Bench().complaint(statement)
      let said = complaint.map { [$0.message] + $0.details + [$0.hint].compactMap { $0 } }
      return ["> \(statement)"] + (said ?? ["(no complaint)"]).map { "  \($0)" }
    }
    #expect(differenceFromGolden(lines.joined(separator: "\n"), "audit-faults.txt") == nil)
  }
}
