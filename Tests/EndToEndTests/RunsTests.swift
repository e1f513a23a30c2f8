import Foundation
import FoundationXML
import TerminalSupport
import Testing

/// `maa run` with a folder for each run.
@Suite struct RunsTests {
  let folder: TemporaryFolder
  var out: String { "\(folder.path)/out" }

  init() throws { folder = try TemporaryFolder() }

  static let script = """
    maa 1
    param tau = 0.6 : number
    param data = datasets/kitchen.jsonl : file
    load $data
    set tau $tau
    evidence --limit 3
    export evidence --to tables/evidence.csv
    expect units > 30

    """

  func sweep(_ options: [String] = ["--sweep", "tau=0.5..0.7:0.1"], script: String = script) throws -> Run {
    let path = try folder.write("s.maa", script)
    return try Run(["run", path, "--out", out] + options)
  }

  func text(_ path: String) throws -> String { try String(contentsOfFile: "\(out)/\(path)", encoding: .utf8) }

  func record(_ name: String) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(text("\(name)/run.json").utf8)) as? [String: Any])
  }

  /// On a terminal all runs share one screen, which is taken away at the end; what failed stays.
  @Test func aTerminalShowsAllRunsOnOneScreen() throws {
    let good = try folder.write(
      "good.maa", "maa 1\nload \(Run.root)/datasets/kitchen.jsonl\nablate drifting --seeds 4\n")
    let bad = try folder.write("bad.maa", "maa 1\nload \(Run.root)/datasets/kitchen.jsonl\nset tau 7\n")
    let terminal = try PseudoTerminal(
      path: try Run.binaryAtRoot(),
      arguments: ["run", good, bad, "--set", "x=1", "--jobs", "2", "--out", "\(folder.path)/out"],
      columns: 60, rows: 20)
    #expect(try terminal.exitStatus() == 2)
    let again = try PseudoTerminal(
      path: try Run.binaryAtRoot(),
      arguments: ["run", good, bad, "--jobs", "2", "--out", "\(folder.path)/out"], columns: 60, rows: 20)
    #expect(try again.exitStatus() == 1)
    let raw = String(decoding: again.output, as: UTF8.self)
    #expect(raw.contains("of 2 runs"), "\(raw)")
    let rows = again.screen.rows
    #expect(rows.contains { $0.contains("bad   failed: ") }, "\(rows)")
    #expect(!rows.contains { $0.contains("of 2 runs") } && rows.contains { $0.contains("good") }, "\(rows)")
  }

  @Test func aRunHasAFolderThatTellsAllOfIt() throws {
    let run = try sweep()
    #expect(run.code == 0, "\(run.errors)")
    #expect(
      run.output.split(separator: "\n").count == 5 && run.output.contains("  3 runs\n"), "\(run.output)")
    let alone = try Run(["run", "\(folder.path)/s.maa", "--set", "tau=0.6"], environment: ["PWD": Run.root])
    try? FileManager.default.removeItem(atPath: "\(Run.root)/tables")
    #expect(try text("s,tau=0.6/output.txt") == alone.output)
    #expect(try text("s,tau=0.6/tables/evidence.csv").hasPrefix("unit,type,"))
    let record = try record("s,tau=0.6")
    #expect(record["exit"] as? Int == 0 && (record["parameters"] as? [String: String])?["tau"] == "0.6")
    #expect((record["inputs"] as? [[String: String]])?.first?["sha256"]?.hasPrefix("9cf0321e") == true)
    #expect((record["figures"] as? [String: Double])?["units"] == 41)
    #expect(
      record["files"] as? [String] == ["tables/evidence.csv"] && record["peak_bytes"] as? Int ?? 0 > 1 << 20)
    let statements = try #require(record["statements"] as? [[String: Any]])
    #expect(statements.count == 7 && statements.allSatisfy { $0["seconds"] is Double && $0["rows"] is Int })
    // What was run runs again by itself.
    #expect(
      try Run(["run", "\(out)/s,tau=0.6/session.maa", "--jobs", "1", "--out", "\(out)/again"]).code == 0)
  }

  @Test func whatARunGivesDependsOnNoOtherNorOnTheNumberOfJobs() throws {
    _ = try sweep(["--sweep", "tau=0.5,0.6,0.7", "--jobs", "3"])
    let other = try Run([
      "run", "\(folder.path)/s.maa", "--out", "\(folder.path)/other", "--sweep", "tau=0.7,0.5", "--jobs", "1",
    ])
    #expect(other.code == 0)
    for name in ["s,tau=0.5", "s,tau=0.7"] {
      for file in ["output.txt", "log.txt", "session.maa", "tables/evidence.csv"] {
        #expect(
          try text("\(name)/\(file)")
            == String(contentsOfFile: "\(folder.path)/other/\(name)/\(file)", encoding: .utf8))
      }
    }
  }

  /// Pairs of wordings are found once for all taus; those that candidates need, only where some script asks for candidates.
  @Test func pairsFoundForAllTausShowWhatEachTauShowsByItself() throws {
    let script =
      Self.script + "merges --limit 30\nevidence\ndifferent U1 U2\nevidence\nset tau 0.35\nmerges\n"
    #expect(try sweep(["--sweep", "tau=0.5..0.9:0.1"], script: script).code == 0)
    for tau in ["0.5", "0.7", "0.9"] {
      let alone = try Run(
        ["run", "\(folder.path)/s.maa", "--set", "tau=\(tau)", "--out", "\(folder.path)/alone\(tau)"])
      #expect(alone.code == 0, "\(alone.errors)")
      let single = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/alone\(tau)")
      let folder = try #require(single.first { $0.hasPrefix("s") })
      #expect(
        try text("s,tau=\(tau)/output.txt")
          == String(contentsOfFile: "\(self.folder.path)/alone\(tau)/\(folder)/output.txt", encoding: .utf8))
    }
  }

  @Test func oneFailureStopsNoOtherUnlessItShall() throws {
    let strict = Self.script.replacingOccurrences(of: "units > 30", with: "units > 40")
    let run = try sweep(
      [
        "--sweep", "tau=0.5,0.6,0.7", "--junit", "\(out)/j.xml", "--code-quality", "\(out)/q.json",
        "--annotate", "github",
      ], script: strict)
    #expect(run.code == 1 && run.output.contains("  3 runs · 1 failed\n"), "\(run.output)")
    #expect(
      run.output.contains(
        "::error file=\(folder.path)/s.maa,line=8,title=maa run s%2Ctau=0.5::expected units > 40, found 35"))
    let failed = try record("s,tau=0.5")
    #expect(failed["exit"] as? Int == 1 && (failed["error"] as? [String: Any])?["line"] as? Int == 8)
    #expect(try text("s,tau=0.5/log.txt").contains("8: error: expected units > 40, found 35"))
    let junit = try XMLDocument(data: Data(text("j.xml").utf8))
    #expect(try junit.nodes(forXPath: "//testsuite").count == 3)
    #expect(try junit.nodes(forXPath: "//failure").count == 1)
    #expect(try junit.nodes(forXPath: "//testcase").count == 21)
    let quality = try JSONSerialization.jsonObject(with: Data(text("q.json").utf8)) as? [[String: Any]]
    #expect(
      quality?.count == 1
        && (quality?[0]["location"] as? [String: Any])?["path"] as? String == "\(folder.path)/s.maa")
    let fast = try Run(
      [
        "run", "\(folder.path)/s.maa", "--out", "\(folder.path)/fast", "--sweep", "tau=0.5,0.6,0.7",
        "--fail-fast", "--jobs", "1",
      ])
    #expect(fast.code == 1 && fast.output.contains("1 failed · 2 not begun"), "\(fast.output)")
  }

  @Test func rowsAndFilesAndGridsMakeRuns() throws {
    let rows = try folder.write("p.csv", "tau,data\n0.5,datasets/kitchen.jsonl\n0.6,datasets/figure4.jsonl\n")
    let plain =
      "maa 1\nparam tau = 0.6\nparam data = datasets/kitchen.jsonl : file\nload $data\nset tau $tau\nset beta 0.8\n"
    let first = try sweep(["--params", rows], script: plain)
    #expect(
      first.code == 0 && first.output.contains("s,tau=0.6,data=figure4  done"),
      "\(first.output)\(first.errors)")
    let json = try folder.write("p.json", "{\"tau\": 0.55, \"data\": \"datasets/figure4.jsonl\"}")
    let single = try sweep(["--params", json, "--replace"], script: plain)
    #expect(single.code == 0 && single.output.contains("  s    "), "\(single.output)\(single.errors)")
    #expect((try record("s")["parameters"] as? [String: String])?["tau"] == "0.55")
    let over = try sweep(
      ["--over", "datasets/*.jsonl", "--sweep", "tau=0.5,0.6", "--replace"], script: plain)
    #expect(
      over.code == 0 && over.output.contains("  6 runs\n") && over.output.contains("s,data=figure4,tau=0.5"),
      "\(over.output)")
  }

  @Test func collectMakesATableOfAllRuns() throws {
    _ = try sweep(["--sweep", "tau=0.5..0.7:0.1", "--figures", "units,mhat:w:369331ae"])
    let shown = try Run(["collect", out])
    #expect(
      shown.code == 0 && shown.output.contains("mhat:w:369331ae  expect units"),
      "\(shown.output)\(shown.errors)")
    let csv = try Run(["collect", out, "--figures", "units", "--to", "\(out)/all.csv"])
    #expect(csv.code == 0)
    let lines = try text("all.csv").split(whereSeparator: \.isNewline)
    #expect(lines[0] == "run,script,exit,holds,tau,data,units,expect units" && lines.count == 4, "\(lines)")
    #expect(lines[1].hasSuffix("0.5,datasets/kitchen.jsonl,35,35"), "\(lines[1])")
    #expect(try Run(["collect", out, "--to", "\(out)/all.db"]).code == 0)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: "\(out)/all.db")).starts(with: Data("SQLite format 3".utf8)))
    #expect(try Run(["collect", folder.path + "/nowhere"]).errors.contains("holds no runs"))
    #expect(try Run(["collect", out, "--figures", "unitz"]).errors.contains("no run has the figure unitz"))
  }

  @Test func diffSaysWhatDiffersAndSinceWhen() throws {
    _ = try sweep()
    let run = try Run(["diff", "\(out)/s,tau=0.5", "\(out)/s,tau=0.6"])
    #expect(run.code == 1 && run.output.contains("verdicts"), "\(run.output)\(run.errors)")
    let units = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("  units") })
    #expect(units.hasSuffix("4: set tau $tau"))
    let same = try Run(["diff", "\(out)/s,tau=0.6", "\(out)/s,tau=0.6"])
    #expect(same.code == 0 && same.output.contains("no difference"))
    let first = try folder.write("a.maa", "maa 1\nload datasets/kitchen.jsonl\nset tau 0.6\nset beta 0.8\n")
    let second = try folder.write(
      "b.maa",
      "maa 1\nload datasets/kitchen.jsonl\nset tau 0.6\ndifferent w:369331ae w:2af444b7\nset beta 0.8\n")
    let decided = try Run(["diff", first, second])
    let decision = try #require(decided.output.split(separator: "\n").first { $0.hasPrefix("  decisions") })
    #expect(
      decided.code == 1 && decision.contains("- | 3: different w:369331ae w:2af444b7"), "\(decided.output)")
    #expect(try Run(["diff", first]).code == 2)
    #expect(try Run(["diff", first, folder.path]).code == 1)
  }

  @Test func runsWithoutAFolderOnlyTell() throws {
    let script = try folder.write(
      "s.maa", "maa 1\nparam beta = 0.9\nload datasets/figure4.jsonl\nset beta $beta\n")
    let run = try Run(["run", script, "--sweep", "beta=0.5..0.9:0.2"])
    #expect(run.code == 0 && run.output.contains("  3 runs\n"), "\(run.output)\(run.errors)")
    let lines = try Run(["run", script, "--sweep", "beta=0.5..0.9:0.2", "--json"]).output.split(
      separator: "\n")
    #expect(lines.count == 3 && lines[0].contains("\"parameters\": {\"beta\": \"0.5\"}"), "\(lines)")
  }
}
