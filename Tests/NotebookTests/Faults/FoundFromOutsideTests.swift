import Analyses
import Answers
import Basics
import FaultSupport
import Files
import Foundation
import Language
import Sessions
import Testing

/// What was once found by attacking the program from outside, one test for each.
@Suite struct FoundFromOutsideTests {
  @Test func memoryGrowsWithTheNumberOfParameters() throws {
    let bench = try Bench()
    let before = residentMemory()
    try bench.run((1...20_000).map { "param p\($0) = \($0)" }.joined(separator: "\n"))
    let grown = (residentMemory() - before) >> 20
    #expect(grown < 400, "20,000 parameters take \(grown) MB; with the square of their number it was 21 GB")
    #expect(try bench.session.study.parameters.value(of: "p777").text == "777")
    #expect(bench.session.study.parameters.names.count == 20_000)
  }

  @Test func runsOfMarksAreShownInBoundedTime() throws {
    let marks = String(repeating: "\u{301}\u{316}", count: 80_000)
    let scratch = try Scratch()
    let log = """
      {"kind":"batch","batch":1}
      {"kind":"proposal","batch":1,"id":"a","type":"add","anchor":"head","content":"a\(marks)"}
      {"kind":"proposal","batch":1,"id":"b","type":"add","anchor":"head","content":"b\(marks)"}
      {"kind":"scores","batch":1,"call":0,"baseline":1,"u":{"a":2,"b":3}}

      """
    let path = try scratch.write("marks.jsonl", log)
    let bench = try Bench()
    for statement in [
      "load \(path)", "units", "evidence", "merges", "unit U1", "guard", "note 'a\(marks)'", "undo",
    ] {
      let start = ContinuousClock.now
      try bench.run(statement)
      let took = ContinuousClock.now - start
      #expect(
        took < .seconds(8), "\(statement.prefix(10)) took \(took); with the square of the run it was 27 s")
    }
  }

  @Test func memoryForAnAgentHoldsNothingUnseen() throws {
    let scratch = try Scratch()
    let hostile = #"{"kind":"item","id":"m\u001b1","content":"one\u001b[31m\u0000\u202etwo\nthree\tfour"}"#
    let bench = try Bench()
    try bench.run("load \(scratch.write("log.jsonl", hostile + "\n{\"kind\":\"batch\",\"batch\":1}\n"))")
    try bench.run("export memory --to \(scratch.path)/x.md")
    let page = try scratch.read("x.md")
    #expect(
      page.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 && $0.value != 0x202E })
    #expect(page.contains("one\\x1b[31m\\u{0}\\u{202e}two\n  three\tfour"))
  }

  @Test func aJournalThatCannotBeginIsNotLeftBehind() throws {
    let scratch = try Scratch()
    var options = SessionOptions()
    options.journalFolder = "\(scratch.path)/journals"
    // Creating takes a folder, a file, a lock, a name and its going; then comes the first write.
    for number in 1...12 {
      withFaults(FailingCall(number, .fails(ENOSPC))) { _ = try? Bench(options: options).session.close() }
    }
    let left = names(in: "\(scratch.path)/journals").filter { $0.hasSuffix(".journal") }
    for name in left {
      #expect(try !readWhole("\(scratch.path)/journals/\(name)").isEmpty, "\(name) is empty")
    }
    // One of an older version is swept away.
    _ = try scratch.write("journals/1-1.journal", "")
    #expect(AbandonedJournal.all(in: "\(scratch.path)/journals").isEmpty)
    #expect(!fileExists("\(scratch.path)/journals/1-1.journal"))
  }

  /// Half a change in a journal is none.
  @Test func aChangeOfManyLinesIsWholeOrNotThere() throws {
    let scratch = try Scratch()
    var options = SessionOptions()
    options.journalFolder = scratch.path
    let bench = try Bench(options: options)
    try bench.run(
      "load datasets/kitchen.jsonl; set tau 0.5; evidence; set beta 0.8; units; edit 2 set tau 0.6")
    let after = bench.session.statements
    bench.session.close()
    let journal = "\(scratch.path)/\(try #require(names(in: scratch.path).first))"
    let whole = try readWhole(journal)
    let lines = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
    var seen: Set<String> = []
    for end in lines.dropFirst(6) {
      try Data(whole[...end]).write(to: URL(fileURLWithPath: journal))
      let found = try #require(AbandonedJournal.all(in: scratch.path).first).statements
      seen.insert(found.joined(separator: "|"))
      #expect(found == after || found.contains("set tau 0.5"), "a mixture: \(found)")
    }
    #expect(seen.count == 2)
  }

  @Test func redoKeepsLooksMadeSinceUndo() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; set tau 0.5; evidence; undo; units; batches; redo")
    #expect(
      bench.session.statements.map { $0.prefix(6) }
        == ["load d", "units", "batche", "set ta", "eviden"].map { $0.prefix(6) })
    try bench.run("undo; verdicts; redo")
    let kept = bench.session.statements.map { String($0.prefix(4)) }
    #expect(kept == ["load", "unit", "batc", "verd", "set ", "evid"])
    // Where undo put other statements in place, looks come last.
    try bench.run("edit 5 set tau 0.6; undo; diagnose; redo")
    #expect(bench.session.statements.contains("set tau 0.6"))
    #expect(bench.session.statements.last == "diagnose")
    #expect(bench.session.study.settings.tau.value == 0.6)
  }

  @Test func undoRedoAndImportedDecisionsTellVerdicts() throws {
    let bench = try Bench()
    try bench.run(
      "simulate --operations 30 --batches 30 --complete --to /tmp/maa-verdicts.jsonl; load /tmp/maa-verdicts.jsonl"
    )
    try bench.run("signal sign")
    try bench.run("set alpha 0.000000001")
    for statement in ["undo", "redo", "undo"] {
      let said = try bench.shown(statement)
      #expect(said.contains("verdicts: U") && said.contains(" -> "), "\(statement): \(said)")
    }
    try? FileManager.default.removeItem(atPath: "/tmp/maa-verdicts.jsonl")
  }

  /// Whatever work does, whoever stops it is free at once.
  @Test func workThatNeverBeatsIsLeft() throws {
    let bench = try Bench()
    let start = ContinuousClock.now
    let stopping = Pulse { _, _, _ in
      if ContinuousClock.now - start > .milliseconds(300) { throw Interrupted() }
    }
    let session = try Session(registry: bench.session.registry, options: SessionOptions(), pulse: stopping)
    let text = "ablate operations=2000 batches=60 --seeds 20"
    #expect(throws: Interrupted.self) {
      for statement in try Lexer.statements(in: text) { _ = try session.perform(statement) }
    }
    #expect(
      ContinuousClock.now - start < .milliseconds(1_500), "it went on for \(ContinuousClock.now - start)")
  }

  @Test func aTableGoesToAFileInPieces() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run(
      "simulate --operations 300 --batches 30 --to \(scratch.path)/w.jsonl; load \(scratch.path)/w.jsonl")
    for ending in ["csv", "tsv", "json", "jsonl", "md", "tex"] {
      try bench.run("export scores --to \(scratch.path)/s.\(ending)")
      #expect(try scratch.read("s.\(ending)").count > 10_000)
    }
    // No table is held in whole: what is written is what the whole table would be.
    let lines = try scratch.read("s.jsonl").split(separator: "\n").count
    #expect(try scratch.read("s.csv").split(separator: "\r\n").count == lines + 1)
    #expect(try scratch.read("s.md").split(separator: "\n").count == lines + 2)
  }
}
