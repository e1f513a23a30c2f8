import Foundation
import GoldenSupport
import TerminalSupport
import Testing

@Suite struct HeadlessTests {
  @Test func figure4EndsWhereItsOwnEquationSays() throws {
    let run = try Run(["-c", "load datasets/figure4.jsonl; evidence", "--json"])
    #expect(run.code == 0 && run.errors.isEmpty)
    let lines = try run.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(lines.count == 2 && lines.allSatisfy { $0["ok"] as? Bool == true })
    let table = try #require((lines[1]["tables"] as? [[String: Any]])?.first)
    let column = try #require((table["columns"] as? [String])?.firstIndex(of: "mhat"))
    let values = (table["rows"] as? [[Any]] ?? []).compactMap { $0[column] as? Double }
    #expect(values.map { ($0 * 100).rounded() / 100 } == [10, -1.18, -2.05])
  }

  @Test(arguments: [[], ["--json"], ["--echo"]])
  func sessionsGiveTheSameBytesTwice(_ form: [String]) throws {
    let sessions = try FileManager.default.contentsOfDirectory(atPath: "\(Run.root)/sessions").sorted()
    let files = sessions.filter { $0.hasSuffix(".maa") }.map { "sessions/\($0)" }
    #expect(!files.isEmpty)
    let first = try Run(["run"] + files + form)
    let second = try Run(["run"] + files + form)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output == second.output && !first.output.isEmpty)
  }

  /// The figures that the documentation takes from them.
  @Test(arguments: ["ablation", "convergence", "figure4", "verdicts"])
  func documentedSessionsSayWhatTheySaid(_ name: String) throws {
    let run = try Run(["run", "sessions/\(name).maa"])
    #expect(run.code == 0, "\(run.errors)")
    #expect(differenceFromGolden(run.output, "\(name).txt") == nil)
  }

  @Test func everySourceOfStatementsGivesTheSameAnswers() throws {
    let folder = try TemporaryFolder()
    let statements = [
      "load datasets/kitchen.jsonl", "set tau 0.55", "merges --limit 3", "evidence --limit 4",
    ]
    let script = try folder.write("s.maa", "maa 1\n" + statements.joined(separator: "\n") + "\n")
    let file = try Run(["run", script])
    let text = try Run(["-c", statements.joined(separator: "; ")])
    let input = try Run(["-"], input: statements.joined(separator: "\n"))
    let piped = try Run([], input: "maa 1\n" + statements.joined(separator: "\n"))
    #expect(file.code == 0)
    #expect(file.output == text.output && text.output == input.output && input.output == piped.output)
  }

  @Test func parametersAreTypedAndChecked() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "s.maa", "maa 1\nparam tau = 0.5\nparam data = datasets/kitchen.jsonl\nload $data\nset tau $tau\n")
    let good = try Run(["run", script, "--set", "tau=0.7", "--set=data=datasets/figure4.jsonl"])
    #expect(good.code == 0 && good.output.contains("figure4.jsonl") && good.output.contains("0.6 -> 0.7"))
    let unknown = try Run(["run", script, "--set", "taw=0.7"])
    #expect(unknown.code == 2 && unknown.errors.contains("did you mean tau?") && unknown.output.isEmpty)
    let wrong = try Run(["run", script, "--set", "tau=high"])
    #expect(wrong.code == 2 && wrong.errors.contains("--set tau is a number, not high"))
  }

  @Test func exitCodesSayWhatHappened() throws {
    let folder = try TemporaryFolder()
    let log = try folder.write("log.jsonl", "{\"kind\":\"item\",\"id\":\"m1\",\"content\":\"x\"}\n")
    let saved = "\(folder.path)/s.maa"
    #expect(try Run(["-c", "load \(log); save \(saved)"]).code == 0)
    #expect(try Run(["run", saved]).code == 0)
    let script = try String(contentsOfFile: saved, encoding: .utf8)
    let other = try folder.write(
      "t.maa", script.replacing(/expect result = ..../, with: "expect result = 0000"))
    #expect(try Run(["run", other]).code == 3)
    _ = try folder.write("log.jsonl", "{\"kind\":\"item\",\"id\":\"m1\",\"content\":\"y\"}\n")
    let changed = try Run(["run", saved])
    #expect(changed.code == 4)
    #expect(changed.errors.matches(of: /sha256 [0-9a-f]{64}/).count == 2)
    #expect(try Run(["run", saved, "--allow-changed-inputs"]).code == 0)
    #expect(try Run(["-c", "expect decisions = 1"]).code == 1)
    #expect(try Run(["-c", "evidense"]).code == 2)
    #expect(try Run(["--jsn"]).code == 2)
    #expect(try Run(["run"]).code == 2)
    #expect(try Run(["--version"]).code == 0)
  }

  @Test func whatWasSetOnTheCommandLineIsSaved() throws {
    let folder = try TemporaryFolder()
    let saved = "\(folder.path)/s.maa"
    let text = "load datasets/kitchen.jsonl; param tau = 0.6; set tau $tau; expect units = 30; save \(saved)"
    let first = try Run(["--set", "tau=0.4", "-c", text])
    #expect(first.code == 0, "\(first.errors)")
    let again = try Run(["run", saved])
    #expect(again.code == 0, "\(again.errors)")
  }

  @Test func aWordThatLooksLikeAFlagRunsAgain() throws {
    let folder = try TemporaryFolder()
    let text = "note -- --weird -x; param p = '--limit'; save \(folder.path)/s.maa; history"
    let first = try Run(["-c", text])
    #expect(first.code == 0, "\(first.errors)")
    let again = try Run(["-c", "open \(folder.path)/s.maa; history"])
    #expect(again.code == 0 && again.output.contains("# --weird -x"), "\(again.errors)")
  }

  @Test func aChangedInputIsNoticedByOpenToo() throws {
    let folder = try TemporaryFolder()
    let log = try folder.write("log.jsonl", "{\"kind\":\"item\",\"id\":\"m1\",\"content\":\"x\"}\n")
    #expect(try Run(["-c", "load \(log); save \(folder.path)/s.maa"]).code == 0)
    _ = try folder.write("log.jsonl", "{\"kind\":\"item\",\"id\":\"m1\",\"content\":\"y\"}\n")
    let run = try Run(["-c", "open \(folder.path)/s.maa"])
    #expect(run.code == 4 && run.errors.matches(of: /sha256 [0-9a-f]{64}/).count == 2, "\(run.errors)")
  }

  @Test func standardInputIsReadForOneThing() throws {
    let run = try Run(["-"], input: "load -\n{}\n")
    #expect(run.code == 1 && run.errors.contains("standard input holds the statements"))
  }

  @Test func oneCommandLineHasOneMeaning() throws {
    #expect(try Run(["-c", "note a", "-c", "note b"]).code == 2)
    #expect(try Run(["run", "sessions/figure4.maa", "-c", "help"]).code == 2)
    let missing = try Run(["--json", "run", "nofile.maa"])
    #expect(missing.code == 2 && missing.output.contains("\"exit\":2"))
  }

  @Test func aScriptIsCheckedBeforeItRuns() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "s.maa", "maa 1\nload datasets/kitchen.jsonl\nevidence\nmerges --limt 3\n")
    let run = try Run(["run", script])
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.errors.contains("s.maa:4: merges has no flag --limt; did you mean --limit?"))
    let quote = try folder.write("q.maa", "maa 1\nset tau 0.5\nnote \"open\n")
    let unclosed = try Run(["run", quote])
    #expect(
      unclosed.code == 2 && unclosed.errors.contains("q.maa:3: the quote \" opened in column 6 is not closed")
    )
    let headless = try folder.write("h.maa", "set tau 0.5\n")
    #expect(try Run(["run", headless]).errors.contains("does not begin with `maa 1`"))
    let newer = try folder.write("n.maa", "maa 2\n")
    #expect(try Run(["run", newer]).errors.contains("written for maa 2"))
  }

  @Test func theFirstFailureEndsARun() throws {
    let run = try Run(["-"], input: "set tau 0.5\nset tau 7\nset tau 0.6\n")
    #expect(run.code == 1 && run.output == "  tau 0.6 -> 0.5\n")
    #expect(run.errors.contains("standard input:2: tau is a number from 0 to 1, not 7"))
  }

  @Test func brokenPipesEndQuietly() throws {
    let run = try Run([], shell: "$MAA run sessions/kitchen.maa | head -2; exit 0")
    #expect(run.errors.isEmpty && run.output.split(separator: "\n").count <= 2)
  }

  @Test func invalidBytesOnInputAreAnError() throws {
    let run = try Run([], shell: "printf 'note a\\377b\\n' | $MAA -")
    #expect(run.code == 2 && run.errors.contains("not valid UTF-8"))
  }
}
