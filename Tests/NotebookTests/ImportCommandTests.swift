import ForeignLogs
import Answers
import Commands
import GoldenSupport
import Sessions
import Tables
import Testing

@Suite struct ImportCommandTests {
  private func folder(_ scratch: Scratch, memory: String = "Look first.") throws -> String {
    _ = try scratch.write(
      "trial_0.json", #"[{"name":"env_0","memory":["\#(memory)"],"is_success":false,"skip":false}]"#)
    _ = try scratch.write(
      "trial_1.json", #"[{"name":"env_0","memory":["\#(memory)"],"is_success":true,"skip":false}]"#)
    return scratch.path
  }

  @Test func shows() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let text = try bench.shown(
      """
      load datasets/reflexion; load datasets/reflexion --context 1 --format reflexion; history; help import reflexion
      import datasets/reflexion --to \(scratch.path)/r.jsonl
      """)
    #expect(
      differenceFromGolden(text.replacingOccurrences(of: scratch.path, with: "out"), "import.txt") == nil)
  }

  @Test func formatsAreListed() throws {
    let answer = try Bench().run("formats").answer
    let table = try #require(answer.tables.first)
    #expect(table.rows.map { $0[0] } == FormatFlags.names.map { Cell.text($0) })
  }

  /// What is loaded, and what is written and then loaded, is one log.
  @Test func theWrittenLogIsTheLoadedOne() throws {
    let scratch = try Scratch()
    let (direct, byFile) = (try Bench(), try Bench())
    try direct.run("load datasets/reflexion")
    try byFile.run(
      "import datasets/reflexion --to \(scratch.path)/reflexion.jsonl; load \(scratch.path)/reflexion.jsonl")
    #expect(direct.session.study.log?.trace == byFile.session.study.log?.trace)
  }

  @Test func aReplayIsVerified() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load \(try folder(scratch))")
    let recorded = bench.session.statements[0]
    #expect(recorded.contains(" --format reflexion"))
    #expect(bench.session.study.inputs.map { $0.parts.count } == [2])
    #expect(try Bench().complaint(recorded) == nil)
    // A file that is not of the format changes nothing; another text does.
    _ = try scratch.write("notes.txt", "mine")
    #expect(try Bench().complaint(recorded) == nil)
    _ = try folder(scratch, memory: "Look twice.")
    #expect(try Bench().complaint(recorded)?.exitCode == ExitCode.otherInput)
    var options = SessionOptions()
    options.allowsChangedInputs = true
    #expect(try Bench(options: options).complaint(recorded) == nil)
  }

  @Test func filesThatWereReadAreNotWrittenOver() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let folder = try folder(scratch)
    #expect(
      bench.complaint("import \(folder) --to \(folder)/trial_0.json")?.message.contains("not written over")
        == true)
    try bench.run("load \(folder)")
    #expect(bench.complaint("export proposals --to \(folder)/trial_1.json --as json") != nil)
  }

  @Test func severalFilesAreOneLog() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let folder = try folder(scratch)
    try bench.run("load \(folder)/trial_1.json \(folder)/trial_0.json")
    #expect(bench.session.study.log?.trace.batches.map(\.label) == ["trial_0.json", "trial_1.json"])
  }

  @Test(arguments: [
    ("load datasets/reflexion --format nothing", ExitCode.usage),
    ("load datasets/reflexion --context few", ExitCode.usage),
    ("load datasets/kitchen.jsonl --context 2", ExitCode.usage),
    ("load datasets --format maa-trace", ExitCode.usage),
    ("load datasets/kitchen.jsonl datasets/figure4.jsonl --format maa-trace", ExitCode.usage),
    ("load Sources/maa", ExitCode.failed), ("help merges reflexion", ExitCode.usage),
    ("help import nothing", ExitCode.usage), ("import datasets/kitchen.jsonl", ExitCode.usage),
    ("load datasets/kitchen.jsonl --format reflexion", ExitCode.failed),
  ])
  func refuses(_ statement: String, _ code: Int32) throws {
    let bench = try Bench()
    let complaint = bench.complaint(statement)
    #expect(complaint?.exitCode == code, "\(complaint?.message ?? "none")")
    #expect(bench.session.study.log == nil && bench.session.statements.isEmpty)
  }

  @Test func aTraceLogIsRecordedAsBefore() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl --format maa-trace; undo; load datasets/kitchen.jsonl")
    #expect(bench.session.statements[0].contains("--format") == false)
  }
}

/// Bundles, votes, merges and arms from the file to the table.
@Suite struct CompoundCommandTests {
  static let log = """
    {"kind":"item","id":"m1","content":"Look around."}
    {"kind":"item","id":"m2","content":"Look first."}
    {"kind":"batch","batch":1}
    {"kind":"proposal","batch":1,"id":"p1","type":"modify","anchor":"m1","content":"Look into drawers."}
    {"kind":"proposal","batch":1,"id":"p2","type":"add","anchor":"tail","content":"Check the sink."}
    {"kind":"scores","batch":1,"call":0,"baseline":50,"u":{"p1":53}}
    {"kind":"merge","batch":1,"id":"g1","items":["m1","m2"],"content":"Look around first."}
    {"kind":"bundle","batch":1,"id":"x1","of":["p1","p2"],"baseline":50,"u":60}
    {"kind":"vote","batch":1,"id":"p1","helpful":3,"harmful":1,"by":"curator"}
    {"kind":"applied","batch":1,"id":"g1"}
    {"kind":"task","batch":1,"task":"t","outcome":1,"items":["m1"],"scene":"s","arm":"with"}
    {"kind":"batch","batch":2}
    {"kind":"bundle","batch":2,"id":"x2","of":["p2","p1"],"baseline":50,"u":58}
    {"kind":"scores","batch":2,"call":0,"baseline":50,"u":{"g1":51,"p2":49}}
    {"kind":"vote","batch":2,"item":"m1","helpful":4}

    """

  @Test func shows() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let path = try scratch.write("log.jsonl", CompoundCommandTests.log)
    let text = try bench.shown(
      """
      load \(path); evidence; signal --batch 1; sql select * from bundles; sql select * from votes
      sql select * from tasks; sql select * from task_items; set bundles share; evidence
      sql select unit, step, delta, shared from observations; set bundles drop; evidence; signal votes; evidence
      signal continuous; memory --recorded; set bundles whole; memory; settings
      """)
    #expect(differenceFromGolden(text, "compounds.txt") == nil)
  }

  /// Sixty batches of a bundle that helps: its share moves m̂ of its edits, and certifies none of them.
  @Test func whatIsSharedCertifiesNothing() throws {
    var lines = CompoundCommandTests.log.split(separator: "\n").prefix(5).map(String.init)
    for batch in 2...60 {
      lines.append(#"{"kind":"batch","batch":\#(batch)}"#)
      lines.append(
        #"{"kind":"bundle","batch":\#(batch),"id":"x\#(batch)","of":["p1","p2"],"baseline":50,"u":60}"#)
    }
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load \(try scratch.write("log.jsonl", lines.joined(separator: "\n") + "\n"))")
    let verdicts = "sql \"select group_concat(verdict) from (select verdict from evidence order by unit)\""
    #expect(try bench.shown(verdicts).contains("undecided,undecided,stable"))
    try bench.run("set bundles share; expect mhat U1 = 5")
    #expect(try bench.shown(verdicts).contains("undecided,undecided,undecided"))
  }
}
