import Foundation
import TerminalSupport
import Testing

/// `maa fmt`, `maa check`, `maa graph`, the grammar and the completions.
@Suite struct ScriptToolsTests {
  static var sessions: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: "\(Run.root)/sessions").sorted()
        .filter { $0.hasSuffix(".maa") }.map { "sessions/\($0)" }
    }
  }

  @Test func layoutIsCanonicalAndStable() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "s.maa",
      "maa   1\n\n\n#a note  \nload   'datasets/kitchen.jsonl'   # the log\nmerges  --limit=5 --by   cosine;evidence where \"n >= 5\"\n\n\n"
        + "set tau \\\n  0.5\n#> what it showed\nnote '# not a comment'\n")
    let formatted = try Run(["fmt", script])
    let expected = """
      maa 1

      # a note
      load datasets/kitchen.jsonl  # the log
      merges --by cosine --limit 5
      evidence where n >= 5

      set tau 0.5
      #> what it showed
      note "# not a comment"

      """
    #expect(formatted.code == 0 && formatted.output == expected, "\(formatted.output)\(formatted.errors)")
    #expect(try Run(["fmt", script, "--verify"]).code == 1)
    #expect(try Run(["fmt", script, "--write"]).code == 0)
    #expect(try String(contentsOfFile: script, encoding: .utf8) == expected)
    let again = try Run(["fmt", script, "--verify"])
    #expect(again.code == 0 && again.output.isEmpty)
  }

  @Test func formattedSessionsStayAsTheyAre() throws {
    let folder = try TemporaryFolder()
    for session in try Self.sessions {
      let once = try Run(["fmt", session])
      let copy = try folder.write("copy.maa", once.output)
      let (twice, graphs) = (
        try Run(["fmt", copy]), try [session, copy].map { try Run(["graph", $0]).output }
      )
      #expect(once.code == 0 && twice.output == once.output, "\(session)")
      #expect(graphs[0] == graphs[1] && !graphs[0].isEmpty, "\(session)")
    }
  }

  @Test func formattingRefusesWhatItDoesNotUnderstand() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("s.maa", "maa 1\nmerges --limt 3\n")
    let run = try Run(["fmt", "--write", script])
    #expect(run.code == 2 && run.errors.contains("s.maa:2: merges has no flag --limt"), "\(run.errors)")
    #expect(try String(contentsOfFile: script, encoding: .utf8) == "maa 1\nmerges --limt 3\n")
  }

  @Test func everySessionPassesTheCheck() throws {
    let run = try Run(["check"] + (try Self.sessions))
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
  }

  /// All problems of a file are named, each with its line, and nothing runs.
  @Test func checkNamesEveryProblem() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "s.maa",
      """
      maa 1
      param tau = 0.6 : numbr
      param data = nowhere.jsonl : file
      load $dta
      load datasets/kitchen.jsonl --sha256 00
      merges --limit three
      mergs
      embed lexcial
      export evidence --to \(folder.path)/never.csv

      """)
    let run = try Run(["check", script])
    let lines = run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }.map {
      String($0.dropFirst("error: \(folder.path)/".count))
    }
    #expect(
      lines == [
        "s.maa:2: the type cannot be numbr; did you mean number?",
        "s.maa:3: cannot open nowhere.jsonl: No such file or directory",
        "s.maa:4: there is no parameter $dta; did you mean $data?",
        "s.maa:5: datasets/kitchen.jsonl is not the file that was recorded",
        "s.maa:6: --limit is a whole number from 0, not three",
        "s.maa:7: there is no command mergs; did you mean merges?",
        "s.maa:8: EMBEDDER cannot be lexcial; did you mean lexical?",
      ], "\(run.errors)")
    #expect(run.code == 2 && !FileManager.default.fileExists(atPath: "\(folder.path)/never.csv"))
    let changed = try folder.write("c.maa", "maa 1\nload datasets/kitchen.jsonl --sha256 00\n")
    #expect(try Run(["check", changed]).code == 4)
    let missing = try folder.write("m.maa", "maa 1\nload nowhere.jsonl\n")
    #expect(try Run(["check", missing]).code == 1)
    #expect(try Run(["check", try folder.write("n.maa", "maa 2\n")]).code == 5)
  }

  @Test func aFileThatAnEarlierStatementWritesNeedNotBeThere() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "s.maa", "maa 1\nparam world = out/w.jsonl\nsimulate --to $world\nload $world\n")
    let run = try Run(["check", script])
    #expect(run.code == 0, "\(run.errors)")
    #expect(try Run(["check", script, "--set", "wrld=x"]).code == 2)
  }

  @Test func graphShowsWhatAStatementNeeds() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "s.maa",
      """
      maa 1
      param data = datasets/kitchen.jsonl
      load $data
      set tau 0.5
      set tau 0.6
      # a note
      merges --limit 3
      accept 1
      batches
      evidence

      """)
    let text = try Run(["graph", script])
    #expect(
      text.output == """
          1  param data = datasets/kitchen.jsonl
          2  load $data        <- 1
          3  set tau 0.5
          4  set tau 0.6
          5  # a note
          6  merges --limit 3  <- 2 4
          7  accept 1          <- 2 6
          8  batches           <- 2
          9  evidence          <- 2 4 7

        """, "\(text.output)\(text.errors)")
    let dot = try Run(["graph", "--form", "dot", script]).output
    #expect(dot.hasPrefix("digraph session {") && dot.contains("  s6 -> s7;\n") && dot.hasSuffix("}\n"))
    let mermaid = try Run(["graph", "--form", "mermaid", script]).output
    #expect(mermaid.hasPrefix("flowchart TD\n") && mermaid.contains("  s6 --> s7\n"))
    #expect(mermaid.contains("s5[\"5  #35; a note\"]"))
    #expect(try Run(["graph", "--form", "svg", script]).code == 2)
  }

  @Test func theGrammarIsJSONAndKnowsEveryVerb() throws {
    let run = try Run(["--grammar"])
    let grammar = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(grammar["scopeName"] as? String == "source.maa")
    let patterns = try #require(grammar["patterns"] as? [[String: Any]])
    for pattern in patterns {
      let text = try #require((pattern["match"] ?? pattern["begin"]) as? String)
      // Lookbehinds of several lengths are beyond NSRegularExpression in places; those of Oniguruma may differ in length.
      #expect((try? NSRegularExpression(pattern: text)) != nil, "\(text)")
    }
    #expect(run.output.contains("|evidence|") && run.output.contains("|merges|"))
  }

  /// What bash completes, asked as it asks itself.
  @Test func bashCompletesOptionsOfASubcommand() throws {
    func completed(_ words: String) throws -> [String] {
      let run = try Run(
        [],
        shell: """
          bash --norc -c 'source <($MAA --completions bash); COMP_WORDS=(\(words)); \
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _maa; printf "%s\\n" "${COMPREPLY[@]}"'
          """)
      #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
      return run.output.split(separator: "\n").map(String.init)
    }
    #expect(try completed("maa run --ch").contains("--check"))
    let ofFormat = try completed("maa fmt --")
    #expect(ofFormat.contains("--write") && !ofFormat.contains("--check"))
    #expect(try completed("maa graph --form d") == ["dot"])
    #expect(try completed("maa ch").contains("check"))
    #expect(try completed("maa -c evid") == ["evidence"])
    #expect(try completed("maa run sess").contains("sessions"))
  }

  @Test(arguments: ["zsh", "fish"]) func otherShellsReadTheirCompletions(_ shell: String) throws {
    let run = try Run(["--completions", shell])
    #expect(run.code == 0 && run.output.contains("allow-changed-inputs") && run.output.contains("evidence"))
    guard try Run([], shell: "command -v \(shell)").code == 0 else { return }
    #expect(try Run([], shell: "$MAA --completions \(shell) | \(shell) -n").code == 0)
  }

  @Test func optionsStandWhereTheyBelong() throws {
    let write = try Run(["run", "sessions/figure4.maa", "--write"])
    #expect(write.code == 2 && write.errors.contains("--write belongs to maa fmt, not to maa run"))
    #expect(
      try Run(["run", "sessions/figure4.maa", "--update"]).errors.contains("--update goes with --check"))
    #expect(try Run(["--json=yes"]).errors.contains("--json takes no value"))
    #expect(try Run(["fmt"]).errors.contains("fmt needs at least one file"))
    #expect(
      try Run(["--completions", "tcsh"]).errors.contains("--completions is bash, zsh or fish, not tcsh"))
    #expect(try Run(["--help"]).output.contains("maa run\n  --out FOLDER"))
  }
}
