import Analyses
import Answers
import GoldenSupport
import Sessions
import Studies
import Testing

@Suite struct SessionTests {
  private static let kitchen = "load datasets/kitchen.jsonl"

  @Test func recordsTheCanonicalForm() throws {
    let bench = try Bench()
    try bench.run(SessionTests.kitchen)
    try bench.run("merges   --by cosine --limit=3 --kind near")
    try bench.run("accept 1 --because 'it is'")
    try bench.run("unit U1")
    let statements = bench.session.statements
    #expect(statements[0].hasPrefix("load datasets/kitchen.jsonl --sha256 "))
    #expect(statements[1] == "merges --kind near --by cosine --limit 3")
    #expect(statements[2].hasPrefix("same w:") && statements[2].hasSuffix(" --because \"it is\""))
    #expect(statements[3] == "unit w:3749a1da")
  }

  @Test(arguments: [
    "set beta 1", "set tau 2", "set tau nan", "same U1 U999", "same w:00", "accept 1", "undo", "redo",
    "edit 9 help",
    "load nowhere.jsonl", "evidence --limit -1", "expect units = 3", "expect unitz = 3", "param 1a = 3",
    "set k_min 9", "set floor nan", "apply --to 19", "memory --at 99", "load $nothing", "note ${nothing}",
    "export evidence --to x.pdf", "nonsense", "set", "unit U0", "recover",
    "signal rank --clip 0", "signal sign --baseline none", "accumulator window --window 0", "set trim 0.5",
    "embed http http://127.0.0.1:1 --model m", "embed http", "set embedder http",
    "signal --batch 99", "signal sign --batch 1", "compare beta=0.5", "compare beta=1 beta=0.5",
  ])
  func aFailedStatementLeavesNoTrace(_ statement: String) throws {
    let bench = try Bench()
    if statement != "undo" { try bench.run("\(SessionTests.kitchen); set tau 0.55; undo; redo") }
    let (study, statements) = (bench.session.study, bench.session.statements)
    #expect(bench.complaint(statement) != nil)
    #expect(bench.session.study == study && bench.session.statements == statements)
  }

  @Test func undoTakesTheChangeAndTheLooksAfterIt() throws {
    let bench = try Bench()
    try bench.run("\(SessionTests.kitchen); set tau 0.5; evidence; merges")
    let before = bench.session.statements
    try bench.run("undo")
    #expect(bench.session.statements.count == 1)
    try bench.run("evidence --limit 1")
    try bench.run("redo")
    // What was looked at meanwhile stays, where it was.
    #expect(bench.session.statements == [before[0], "evidence --limit 1"] + before[1...])
    try bench.run("undo; set tau 0.4")
    #expect(bench.complaint("redo")?.message == "there is nothing to redo")
  }

  /// After any mix of statements, undos and redos the study is the fold of the statements that stand.
  @Test func undoIsTheFoldOfThePrefix() throws {
    var random = SeededGenerator.announced()
    let moves = [
      "set tau 0.5", "set tau 0.7", "set beta 0.5", "signal sign", "signal continuous",
      "signal rank --clip 0.5",
      "set clip none", "accumulator median", "accumulator window --window 3", "set baseline batch-median",
      "compare beta=0.5 beta=0.9 --limit 1", "same b1p1 b2p3",
      "different b3p7 b5p5", "same U3 U5", "evidence --limit 2", "undo", "undo", "redo", "note hello",
      "edit 2 set tau 0.45", "edit 2 --drop", "step", "step", "apply --to 5", "set k_max 3", "set capacity 4",
    ]
    for _ in 0..<20 {
      let bench = try Bench()
      try bench.run(SessionTests.kitchen)
      for _ in 0..<15 { _ = bench.complaint(moves.randomElement(using: &random) ?? "undo") }
      let fresh = try Bench()
      for statement in bench.session.statements { try fresh.run(statement) }
      try expectSame(bench, fresh)
    }
  }

  @Test func aSavedSessionReopenedIsTheSameStudy() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run(
      """
      # what was seen
      param t = 0.55
      load datasets/kitchen.jsonl; set tau $t
      same b1p1 b2p3 --because "it's \\"one\\" thing; $t"
      different b3p7 b5p5
      evidence --limit 3; save \(scratch.path)/s.maa
      """)
    let again = try Bench()
    try again.run("open \(scratch.path)/s.maa")
    try expectSame(bench, again)
    try again.run("save \(scratch.path)/t.maa")
    #expect(try scratch.read("s.maa") == scratch.read("t.maa"))
  }

  private func expectSame(_ first: Bench, _ second: Bench) throws {
    #expect(first.session.statements == second.session.statements)
    #expect(first.session.study.settings == second.session.study.settings)
    #expect(first.session.study.decisions == second.session.study.decisions)
    #expect(first.session.study.noteCount == second.session.study.noteCount)
    #expect(first.session.study.position == second.session.study.position)
    #expect(try first.session.analysis.result() == second.session.analysis.result())
  }

  @Test func editFoldsAgainAndRefusesWhatWouldFail() throws {
    let bench = try Bench()
    try bench.run("\(SessionTests.kitchen); param t = 0.5; set tau $t; evidence --limit 1")
    #expect(bench.complaint("edit 2 --drop")?.message.contains("statement 2 would fail") == true)
    #expect(bench.session.entries.count == 4)
    let outcome = try bench.run("edit 3 'set tau 0.8'")
    #expect(outcome.answer.blocks.contains(.said("statement 3: set tau 0.8   1 statement folded again")))
    #expect(bench.session.statements[2] == "set tau 0.8")
    try bench.run("edit 4 evidence --limit 2")
    #expect(bench.session.statements[3] == "evidence --limit 2")
  }

  @Test func anEditCanBeUndone() throws {
    let bench = try Bench()
    try bench.run("set beta 0.5; note kept; edit 1 set beta 0.3; undo")
    #expect(bench.session.statements == ["set beta 0.5", "# kept"])
    try bench.run("redo")
    #expect(bench.session.study.settings.beta == 0.3)
    #expect(bench.complaint("edit 1 quit")?.message.contains("cannot be part of one") == true)
  }

  @Test func savingMindsWhatStandsThere() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run(SessionTests.kitchen)
    let file = try scratch.write("a.maa", "something else\n")
    #expect(
      bench.complaint("save \(file)")?.message.contains("exists and is not the session opened here") == true)
    try bench.run("save \(file) --force; set tau 0.5; save")
    _ = try scratch.write("a.maa", "changed by another hand\n")
    #expect(bench.complaint("save")?.message.contains("changed since it was opened") == true)
    #expect(try scratch.read("a.maa") == "changed by another hand\n")
  }

  @Test func decisionsThatContradictAreRefusedWithTheChain() throws {
    let bench = try Bench()
    try bench.run(SessionTests.kitchen)
    try bench.run("same b1p1 b2p3 --because one; same b2p3 b3p7; different b3p7 b5p5")
    let complaint = try #require(bench.complaint("same b5p5 b1p1"))
    #expect(complaint.message.contains("cannot be same: earlier decisions say otherwise"))
    #expect(complaint.details.count == 3)
    #expect(complaint.details.contains { $0.hasSuffix("because one") })
  }

  @Test func changedInputsAreNoticed() throws {
    let scratch = try Scratch()
    let log = try scratch.write("log.jsonl", "{\"kind\":\"item\",\"id\":\"m1\",\"content\":\"x\"}\n")
    let bench = try Bench()
    try bench.run("load \(log); save \(scratch.path)/s.maa")
    _ = try scratch.write("log.jsonl", "{\"kind\":\"item\",\"id\":\"m1\",\"content\":\"y\"}\n")
    let recorded = bench.session.statements[0]
    #expect(try Bench().complaint(recorded)?.exitCode == ExitCode.otherInput)
    var options = SessionOptions()
    options.allowsChangedInputs = true
    #expect(try Bench(options: options).complaint(recorded) == nil)
  }
}
