import Answers
import Language
import Phrasing
import Sessions
import Studies
import Tables
import Testing
import Views

/// What annoyed somebody in their first hour, each with its better answer.
@Suite struct FirstHourAnnoyancesTests {
  private func bench(_ statements: String = "load datasets/kitchen.jsonl") throws -> Bench {
    let bench = try Bench()
    try bench.run(statements)
    return bench
  }

  private func person(_ statements: String = "load datasets/kitchen.jsonl") throws -> Bench {
    var options = SessionOptions()
    options.isInteractive = true
    let bench = try Bench(options: options)
    try bench.run(statements)
    return bench
  }

  private func screen(_ table: Table, _ width: Int) -> [Substring] {
    TerminalRenderer(width: width).render(table).split(separator: "\n")
  }

  private func table(_ bench: Bench, _ statement: String) throws -> Table {
    try #require(try bench.run(statement).answer.tables.first)
  }

  @Test func joiningByANumberThatWasMergedAwayIsRefused() throws {
    let bench = try person("load datasets/kitchen.jsonl; units; join U1 U28")
    #expect(bench.complaint("join U2 U28")?.message == "U28 is part of U1 now")
    #expect(bench.complaint("join U1 U28")?.message == "U28 is part of U1 now")
    // Once units are shown again, the number is another's.
    try bench.run("units; join U2 U28")
  }

  @Test func joiningByANumberThatMovedIsRefused() throws {
    let bench = try person("load datasets/kitchen.jsonl; units; join U1 U28")
    #expect(bench.complaint("same U1 U30")?.message == "U30 is U29 now")
  }

  @Test func aRulingEchoesBothTexts() throws {
    let shown = try bench().shown("same b1p1 b2p3")
    #expect(shown.contains("w:3749a1da  Begin by parsing the goal") && shown.contains("w:a6cd5438  "))
  }

  @Test(arguments: [60, 100])
  func mergesCanBeReadOnANarrowScreen(_ width: Int) throws {
    let lines = screen(try table(bench(), "merges --limit 6"), width)
    #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
    // Each row has its two texts below it.
    #expect(lines.count >= 6 * 3)
    #expect(
      lines.contains { $0.hasPrefix("    When you look for food, check the") || $0.hasPrefix("    … ") })
  }

  @Test func whatDiffersIsReadWhereTextsMustBeCut() throws {
    let same = "Whenever the pan on the stove is hot and the kitchen is full of smoke, "
    var table = Table(
      "merges", [.number("row"), .text("first", flexible: true), .text("second", flexible: true)],
      rows: [[1, .text(same + "open the window first"), .text(same + "never open the window")]])
    table.stacking = Stacking(compared: ["first", "second"])
    let lines = screen(table, 60)
    #expect(lines.contains { $0.contains("open the window first") }, "\(lines)")
    #expect(lines.contains { $0.contains("never open the window") }, "\(lines)")
  }

  @Test func aDeletionIsNowhereABlank() throws {
    let bench = try bench()
    for statement in ["verdicts", "evidence", "units", "advice --all", "pool"] {
      let table = try table(bench, statement)
      let column = try #require(table.columns.firstIndex { $0.name == "content" }, "\(statement)")
      #expect(!table.rows.contains { $0[column] == .text("") }, "\(statement)")
    }
    #expect(try bench.shown("verdicts").contains("delete m9: "))
  }

  @Test func aSettingSaysWhatItDidToVerdictsAndAdvice() throws {
    let shown = try bench("load datasets/kitchen.jsonl").shown("set clip 3")
    #expect(shown.contains("evidence: U") && shown.contains(" -> "), "\(shown)")
    let signal = try bench("load datasets/kitchen.jsonl").shown("signal absolute")
    #expect(signal.contains("advice: U"), "\(signal)")
  }

  @Test(arguments: ["mhat", "anchor", "certify", "clip", "n", "tau", "max_age", "e_helps", "wording"])
  func everyWordIsExplained(_ term: String) throws {
    let shown = try bench().shown("help \(term)")
    #expect(shown.contains("maa › ") && shown.count > 80, "\(shown)")
  }

  @Test func aVerbKeepsItsHelp() throws {
    #expect(try bench().shown("help seal").contains("--after"))
    #expect(try bench().complaint("help mhatt")?.message.contains("did you mean mhat") == true)
  }

  @Test func everyColumnAndSettingHasATerm() throws {
    let session = try bench()
    for setting in SettingName.allCases { #expect(try !session.shown("help \(setting.rawValue)").isEmpty) }
    for table in StudyTables.all {
      for column in table.schema.columns { #expect(try !session.shown("help \(column.name)").isEmpty) }
    }
  }

  @Test func asAloneShowsTheForm() throws {
    let shown = try bench().shown("sql \"select unit, n from evidence order by unit limit 2\" --as csv")
    #expect(shown == "unit,n\r\nU1,7\r\nU10,8\r\n")
    #expect(try bench().shown("sql select 1 as one --to - --as jsonl").contains("{\"one\":1}"))
    #expect(try bench().shown("export items --as csv").hasPrefix("id,content,since"))
  }

  @Test func aBareSelectIsSQL() throws {
    let bench = try bench()
    #expect(
      try bench.run("select count(*) from units").answer == bench.run("sql select count(*) from units").answer
    )
    #expect(bench.session.statements.last == "sql select count(*) from units")
    #expect(try bench.run(".tables").answer == bench.run("sql --schema").answer)
    #expect(try bench.run(".schema units").answer == bench.run("sql --schema units").answer)
  }

  @Test func aColumnOfAnotherTableSaysWhose() throws {
    let hint = try bench().complaint("sql select mhat from units")?.hint
    #expect(hint?.contains("evidence") == true, "\(hint ?? "")")
  }

  @Test func aPipeSaysWhatToDoInstead() throws {
    let complaint = try bench().complaint("evidence | head")
    #expect(complaint?.message.contains("runs no programs") == true)
    #expect(complaint?.hint?.contains("--limit 10") == true)
    #expect(complaint?.hint?.contains("maa -c '…' | head") == true)
  }

  @Test func undoSaysHowManyLooksItTookAlong() throws {
    let bench = try bench("load datasets/kitchen.jsonl; set tau 0.5; evidence; units; merges")
    #expect(try bench.shown("undo").contains("took back: set tau 0.5, and 3 looks after it"))
  }

  @Test func afterAStepMemorySaysWhereItIs() throws {
    let bench = try bench("load datasets/kitchen.jsonl; step 3")
    for statement in ["memory", "pool", "checkpoint", "step"] {
      #expect(try bench.shown(statement).contains("the replay stands here · step goes on"), "\(statement)")
    }
    #expect(bench.session.study.position == 4)
    #expect(bench.complaint("step 0") != nil)
  }

  @Test func theReplayedMemoryStandsBesideTheRecordedOne() throws {
    let table = try table(bench(), "memory --against recorded")
    #expect(!table.rows.isEmpty)
    #expect(table.rows.allSatisfy { $0[2] != .missing && $0[2] != .text("") })
  }

  @Test func aMisspeltFileSuggestsWhatIsThere() throws {
    let bench = try Bench()
    #expect(bench.complaint("load datasets/kitchn.jsonl")?.hint == "is it datasets/kitchen.jsonl?")
    #expect(bench.complaint("load datsets/kitchen.jsonl")?.hint == "is it datasets/kitchen.jsonl?")
  }

  @Test func unitsMayBeTypedInAnyCase() throws {
    let bench = try bench()
    #expect(try bench.run("unit u17").answer == bench.run("unit U17").answer)
  }

  @Test func sparksTellPlusFromMinus() {
    #expect(signedSparkline([1, 2, 4, 8]) == "▂▃▅█")
    #expect(signedSparkline([-8, -1, 0, 8]) == "▀▔·█")
    #expect(signedSparkline([]) == "")
  }

  @Test func loadingSaysHowFarALogCanCertify() throws {
    let shown = try person("note begin").shown("load datasets/figure4.jsonl")
    #expect(shown.contains("certifying one of 7 units takes ") && shown.contains("more at least"), "\(shown)")
  }
}

/// Reading leniently.
@Suite struct LenientLoadingTests {
  @Test func aBadProposalCostsItsEntriesAndNotTheCalls() throws {
    let (scratch, bench) = (try Scratch(), try Bench())
    var lines = [
      #"{"kind":"batch","batch":1}"#,
      #"{"kind":"proposal","batch":1,"id":"a","type":"add","anchor":"tail","content":"Look first."}"#,
      #"{"kind":"proposal","batch":1,"id":"b","type":"add","anchor":"nowhere","content":"Go."}"#,
    ]
    for call in 0..<4 {
      let entries = call < 3 ? #""a":\#(call + 2),"b":1"# : #""a":5"#
      lines.append(#"{"kind":"scores","batch":1,"call":\#(call),"baseline":1,"u":{\#(entries)}}"#)
    }
    let path = try scratch.write("l.jsonl", lines.joined(separator: "\n") + "\n")
    let warnings = try bench.run("load \(path) --lenient").warnings
    #expect(warnings.contains { $0.hasPrefix("1 bad line skipped") }, "\(warnings)")
    #expect(warnings.contains { $0.hasPrefix("3 of 4 calls lost an entry") }, "\(warnings)")
    let values = try bench.session.analysis.ask("select value from scores order by call").rows.map { $0[0] }
    #expect(values == [2, 3, 4, 5].map { Cell.number($0, places: 4) })
  }

  @Test func withoutTheFlagTheLoadFails() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "l.jsonl",
      #"{"kind":"batch","batch":1}"# + "\n"
        + #"{"kind":"scores","batch":1,"call":0,"baseline":1,"u":{"x":1}}"# + "\n")
    #expect(try Bench().complaint("load \(path)") != nil)
  }
}
