import Accumulation
import Analyses
import Answers
import Files
import Foundation
import GoldenSupport
import Language
import Phrasing
import Sessions
import Sinks
import Studies
import Tables
import Testing

/// Reviews in a session: what is recorded, what comes up again, what is taken back.
@Suite struct ReviewTests {
  private func reviewed(_ answers: [DeskAnswer], _ statement: String = "review") throws -> (
    Bench, ScriptedAnswers, Outcome
  ) {
    let bench = try Bench()
    let source = ScriptedAnswers(answers)
    bench.session.answers = source
    try bench.run("load datasets/kitchen.jsonl")
    return (bench, source, try bench.run(statement))
  }

  @Test func answersAreTheStatementsThatAPersonWouldType() throws {
    let answers: [DeskAnswer] = [
      .judge(.same, because: "two wordings"), .different, .skip, .judge(.unsure, because: "--limit"),
      .note("look \"again\""),
      .quit,
    ]
    let (bench, source, _) = try reviewed(answers)
    let recorded = Array(bench.session.statements.dropFirst())
    #expect(recorded.count == 4)
    #expect(recorded[0].hasPrefix("same w:") && recorded[0].hasSuffix("--because \"two wordings\""))
    #expect(recorded[1].hasPrefix("different w:"))
    #expect(recorded[2].hasPrefix("unsure w:"))
    #expect(recorded[3].hasPrefix("# w:") && recorded[3].hasSuffix(": look \"again\""))
    let typed = try Bench()
    try typed.run("load datasets/kitchen.jsonl")
    for statement in recorded { try typed.run(statement) }
    let (one, other) = (typed.session.study, bench.session.study)
    #expect(one.decisions == other.decisions && one.doubts == other.doubts)
    #expect(one.noteCount == other.noteCount && other.doubts.all.count == 1)
    #expect(typed.session.statements == bench.session.statements)
    #expect(source.outcomes.map(\.statement) == recorded)
  }

  @Test func comingBackGoesOn() throws {
    let (bench, source, _) = try reviewed([.same, .unsure, .skip, .different], "review --by cosine")
    let again = ScriptedAnswers()
    bench.session.answers = again
    try bench.run("review --by cosine")
    let skipped = source.pages[2]
    #expect(again.pages.first?.first.name == skipped.first.name)
    #expect(again.pages.first?.second.name == skipped.second.name)
    let putOff = [source.pages[1].first.name, source.pages[1].second.name].map { Cell.text($0.description) }
    guard case .table(let table) = try bench.run("merges --limit 1000").answer.blocks[0] else { return }
    #expect(
      table.rows.count > 20 && !table.rows.contains { $0.contains(putOff[0]) && $0.contains(putOff[1]) })
  }

  @Test func undoneToTheLastTheStudyIsAsBefore() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<20 {
      let bench = try Bench()
      try bench.run("load datasets/kitchen.jsonl")
      let before = bench.session.study
      let choices: [DeskAnswer] = [.same, .different, .unsure, .skip, .note("n"), .why, .help]
      let given = (0..<12).map { _ in choices.randomElement(using: &random) ?? .skip }
      let source = ScriptedAnswers(given + [DeskAnswer](repeating: .undo, count: 20) + [.quit])
      bench.session.answers = source
      let outcome = try bench.run("review")
      #expect(bench.session.study == before)
      #expect(bench.session.statements.count == 1)
      #expect(MemorySink.text(outcome).contains("0 judged"))
    }
  }

  @Test func whatOtherAnswersSettleIsNotAsked() throws {
    let answers = [DeskAnswer](repeating: .same, count: 500)
    let (bench, source, _) = try reviewed(answers)
    let rulings = bench.session.study.decisions.all.count
    #expect(rulings == source.pages.count)
    #expect(rulings < source.pages[0].count, "some follow from others")
    #expect(source.faults.isEmpty)
    // What was joined may be suspect in its turn; that ends, too.
    var rounds = 0
    while try !bench.shown("merges").contains("(no rows)"), rounds < 10 {
      bench.session.answers = ScriptedAnswers(answers)
      try bench.run("review")
      rounds += 1
    }
    #expect(rounds < 10)
  }

  /// Pages of a small log stand on all answers before them.
  @Test func effectsComeTrue() throws {
    let (bench, source, _) = try reviewed([.same, .different, .same, .different, .different, .same])
    let judged = source.outcomes.filter {
      $0.statement.hasPrefix("same") || $0.statement.hasPrefix("different")
    }
    #expect(judged.count == 6)
    for (page, outcome) in zip(source.pages, judged) {
      let effects = try #require(page.opinion?.effects)
      let foretold = outcome.statement.hasPrefix("same") ? effects.same : effects.different
      let lines = outcome.answer.blocks.map { block in if case .said(let line) = block { line } else { "" } }
      // A ruling repeats both texts first.
      let said = Array(lines.dropFirst(2))
      #expect(foretold == said || foretold == ["nothing changes"], "\(foretold) \(said)")
    }
    #expect(bench.session.entries.count == 7)
  }

  @Test func aLogOfSomeSizeIsReckonedWhenAsked() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let source = ScriptedAnswers([.same, .same, .refresh, .same, .undo])
    bench.session.answers = source
    try bench.run("load \(try scratch.write("large.jsonl", largeLog())); review")
    #expect(source.pages.map(\.stale) == [0, 1, 2, 0, 1, 0])
    // Answers are tried on the units of the pair alone: one of the two is what stands.
    for page in source.pages {
      let effects = try #require(page.opinion?.effects)
      #expect(
        (effects.same == ["nothing changes"]) != (effects.different == ["nothing changes"]), "\(effects)")
    }
    #expect(bench.session.study.decisions.all.count == 2)
  }

  @Test func withoutCandidatesNothingIsAsked() throws {
    let bench = try Bench()
    bench.session.answers = ScriptedAnswers([], isPerson: false)
    try bench.run("load datasets/figure4.jsonl; set tau 0.99")
    #expect(try bench.shown("review --limit 0").contains("nothing to judge"))
  }

  /// A script's answers are strict: a line that is none ends the review, what was answered stays.
  @Test func linesAreStrictAndWhatWasAnsweredStays() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let complaint = try bench.complaint("review", lines: "# first\n\ns\nmaybe\nd\n")
    #expect(complaint?.message == "maybe is no answer")
    #expect(bench.session.study.decisions.all.count == 1)
    #expect(try bench.complaint("review", lines: "# nothing\n")?.message.contains("holds none") == true)
    #expect(try bench.complaint("review", lines: "s\n") == nil)
    #expect(bench.session.study.decisions.all.count == 2)
  }

  @Test(arguments: [
    ("review", "s one advice\nd\nu hard to say\nw\nz\nk\nn look again\n?\n"),
    ("review-blind", "s\nw\nz\nq\n"),
  ])
  func transcripts(_ name: String, _ lines: String) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let statement = name == "review" ? "review --limit 5" : "review --blind --limit 2"
    let shown = try bench.reviewed(statement, lines: lines)
    #expect(differenceFromGolden(shown + (try bench.shown("decisions")), "\(name).txt") == nil)
  }
}

/// Pairs that differ by a word, more of them than are reckoned anew for each answer.
private func largeLog() -> String {
  let pairs = 2_501
  let items = (0..<pairs).map { #"{"kind":"item","id":"m\#($0)","content":"x"}"# }
  let proposals = (0..<2 * pairs).map { index in
    let tail = index % 2 == 0 ? "before all else" : "when nothing else is left"
    let shelf = String(index / 2 * 7919, radix: 36)
    return
      #"{"kind":"proposal","batch":1,"id":"p\#(index)","type":"add","anchor":"after:m\#(index / 2)","content":"look at shelf \#(shelf) \#(tail)"}"#
  }
  return (items + [#"{"kind":"batch","batch":1}"#] + proposals).joined(separator: "\n")
}

extension Bench {
  /// Runs a review whose answers are lines; everything that standard output shows.
  func reviewed(_ statement: String, lines: String) throws -> String {
    let scratch = try Scratch()
    let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: scratch.write("in", lines)))
    let path = try scratch.write("out", "")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    let output = Output(handle.fileDescriptor)
    let sink = TextSink(output: output, errors: output)
    session.answers = LineAnswers(LineReader(input.fileDescriptor, name: "answers"), sink: sink)
    for statement in try Lexer.statements(in: statement) { sink.show(try session.perform(statement)) }
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  func complaint(_ statement: String, lines: String) throws -> Complaint? {
    do {
      _ = try reviewed(statement, lines: lines)
      return nil
    } catch { return Wording.complaint(error) }
  }
}
