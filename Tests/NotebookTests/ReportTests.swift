import Answers
import Foundation
import GoldenSupport
import Sessions
import Testing

/// What a report holds, in each of its forms.
@Suite struct ReportTests {
  private static let kitchen = """
    load datasets/kitchen.jsonl
    # Which edits hold up?
    note "and which do not? *all* <of> them"
    merges --limit 2
    different b3p7 b5p5 --because "the order is the other way round"
    set beta 0.8; evidence --limit 3
    trajectory b3p7 --height 4
    memory --diff 0 3
    expect units > 3
    export evidence --to out/evidence.csv
    """

  private func report(_ statements: String, _ ending: String, _ flags: String = "") throws -> String {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run(statements.replacing("out/", with: "\(scratch.path)/"))
    try bench.run("report --to '\(scratch.path)/r.\(ending)' \(flags)")
    return try scratch.read("r.\(ending)").replacing(scratch.path, with: "out")
  }

  @Test(arguments: ["html", "md", "ipynb"])
  func looksAsRecorded(_ ending: String) throws {
    #expect(differenceFromGolden(try report(Self.kitchen, ending), "report.\(ending)") == nil)
  }

  @Test(arguments: ["html", "md", "ipynb"])
  func isTheSameTwiceAndAfterOpening(_ ending: String) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let statements = Self.kitchen.replacing("out/", with: "\(scratch.path)/")
    try bench.run(statements)
    let script = try scratch.write(
      "s.maa", "maa 1\n" + bench.session.statements.joined(separator: "\n") + "\n")
    func bytes(_ bench: Bench) throws -> String {
      try bench.run("report --to '\(scratch.path)/r.\(ending)'")
      return try scratch.read("r.\(ending)")
    }
    let opened = try Bench()
    try opened.run("open '\(script)'")
    let first = try bytes(bench)
    #expect(try bytes(opened).utf8.elementsEqual(first.utf8))
  }

  @Test func itsScriptGivesItAgain() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/figure4.jsonl; evidence; report --to '\(scratch.path)/r.md'")
    let first = try scratch.read("r.md")
    let script = try #require(
      first.components(separatedBy: "\n```sh\nmaa 1\n").last?.components(separatedBy: "\n```").first)
    let again = try Bench()
    try again.run(script)
    #expect(script.contains("expect result = ") && script.contains("report --to"))
    #expect(try scratch.read("r.md") == first)
  }

  /// A look is asked of the study as it stood, not as it stands now.
  @Test func looksSayWhatTheySaidThen() throws {
    let page = try report("load datasets/figure4.jsonl; expect units > 0; settings; set beta 0.5", "md")
    let session = try #require(page.components(separatedBy: "\n## Session").last)
    #expect(session.contains("| beta | 0.9 | 0.9 |") && !session.contains("| beta | 0.5 |"))
    #expect(page.contains("| beta | 0.5 | 0.9 |"))
  }

  @Test func whatWritesAFileIsNotRunAgain() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/figure4.jsonl; export evidence --to '\(scratch.path)/e.csv'")
    _ = try scratch.write("e.csv", "mine")
    try bench.run("report --to '\(scratch.path)/r.md'")
    #expect(try scratch.read("e.csv") == "mine")
    #expect(try scratch.read("r.md").contains("writes \(scratch.path)/e.csv"))
  }

  @Test func whatWouldFailSaysSo() throws {
    let scratch = try Scratch()
    let script = try scratch.write("s.maa", "maa 1\nload datasets/figure4.jsonl\nexpect units = 9999\n")
    let bench = try Bench()
    try bench.run("open '\(script)'; report --to '\(scratch.path)/r.md'")
    #expect(try scratch.read("r.md").contains("> notice: expected units = 9999, found "))
  }

  @Test func worksWithoutALog() throws {
    for ending in ["html", "md", "ipynb"] {
      let page = try report("note hello; set beta 0.5", ending, "--title 'Nothing <yet>'")
      #expect(page.contains("hello") && page.contains("No log was loaded."))
    }
  }

  @Test func isALookThatIsRecorded() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/figure4.jsonl")
    let before = bench.session.study
    let outcome = try bench.run("report --as md --to '\(scratch.path)/r.txt' --rows 2")
    #expect(outcome.number == 2 && bench.session.study == before)
    #expect(outcome.statement == "report --to \(scratch.path)/r.txt --as md --rows 2")
  }

  @Test func longTablesAreCutAndSaySo() throws {
    let page = try report("load datasets/kitchen.jsonl; evidence", "md", "--rows 5")
    let table = try #require(
      page.components(separatedBy: "\n## Session").last?.components(separatedBy: "```sh\nevidence\n").last)
    #expect(table.split(separator: "\n").count { $0.hasPrefix("| U") } == 5)
    #expect(
      table.contains("the first 5 of 41 rows; \\--rows N shows more")
        || table.contains("the first 5 of 41 rows"))
  }

  @Test func aReportOfFiveThousandUnitsIsUnderFiveMegabytes() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("simulate --operations 5000 --batches 60 --seed 3 --to '\(scratch.path)/w.jsonl'")
    try bench.run("load '\(scratch.path)/w.jsonl'; evidence; report --to '\(scratch.path)/r.html'")
    let page = try scratch.read("r.html")
    #expect(try bench.session.analysis.partition().unitCount > 5_000)
    #expect(page.utf8.count < 5 << 20 && page.utf8.count > 500_000)
  }

  @Test func longTextsDoNotMakeThePageLarge() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    var lines = [#"{"kind":"batch","batch":1}"#]
    for number in 0..<2_000 {
      let content = "rule \(number) " + String(repeating: "é<", count: 5_000)
      lines.append(
        #"{"kind":"proposal","batch":1,"id":"p\#(number)","type":"add","anchor":"tail","content":"\#(content)"}"#
      )
    }
    let log = try scratch.write("long.jsonl", lines.joined(separator: "\n") + "\n")
    try bench.run("load '\(log)'; set tau 1; report --to '\(scratch.path)/r.html'")
    let page = try scratch.read("r.html")
    #expect(page.utf8.count < 12 << 20, "\(page.utf8.count)")
    #expect(page.contains("export evidence writes them all"))
  }
}
