import Foundation
import TerminalSupport
import Testing

/// A script that holds what it showed says when it shows something else, and where.
@Suite struct RecordedResultsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let statements = """
    load datasets/kitchen.jsonl; set tau 0.55; different w:369331ae w:2af444b7 --because order; \
    evidence --limit 4; expect batches = 18
    """

  private func saved(_ flag: String) throws -> String {
    let script = "\(folder.path)/s.maa"
    let run = try Run(["-c", "\(Self.statements); save \(script) \(flag) --force"])
    #expect(run.code == 0 && run.output.contains("6 statements") == false, "\(run.errors)")
    return script
  }

  private func changed(_ script: String, _ old: String, _ new: String) throws -> String {
    let text = try String(contentsOfFile: script, encoding: .utf8)
    #expect(text.contains(old), "\(old) is not in \(text)")
    return try folder.write("changed.maa", text.replacingOccurrences(of: old, with: new))
  }

  @Test(arguments: [[], ["--as", "digests"]]) func everySessionIsAsRecorded(_ form: [String]) throws {
    // A debug build takes minutes to draw hundreds of logs.
    let isRelease = ProcessInfo.processInfo.environment["MAA_BINARY"] != nil
    for session in try ScriptToolsTests.sessions where isRelease || !session.contains("ablation") {
      if form.isEmpty {
        let run = try Run(["run", "--check", session])
        #expect(run.code == 0, "\(run.errors)")
      } else if !session.contains("ablation") && !session.contains("convergence") {
        let copy = try folder.write(
          "copy.maa", String(contentsOfFile: "\(Run.root)/\(session)", encoding: .utf8))
        #expect(try Run(["run", "--check", "--update", copy] + form).code == 0)
        let run = try Run(["run", "--check", copy])
        let text = try String(contentsOfFile: copy, encoding: .utf8)
        #expect(run.code == 0 && !text.contains("\n#> "), "\(run.errors)")
      }
    }
  }

  @Test(arguments: ["--outputs", "--digests"]) func whatIsSavedIsAsRecorded(_ flag: String) throws {
    let script = try saved(flag)
    let text = try String(contentsOfFile: script, encoding: .utf8)
    #expect(text.hasPrefix("maa 1\n#: engine ") && text.contains("\n#: embedder lexical lexical-1\n"))
    #expect(
      text.contains("\n#: input ")
        && text.contains(flag == "--outputs" ? "\n#>   tau 0.6 -> 0.55\n" : "\n#= "))
    let run = try Run(["run", "--check", script])
    #expect(run.code == 0 && run.output.contains("all as recorded"), "\(run.errors)")
    // What is recorded is no statement: run, open and save know nothing of it.
    let again = try Run(["-c", "open \(script); history; save"])
    #expect(again.code == 0 && !again.output.contains("#>"), "\(again.output) \(again.errors)")
    #expect(try String(contentsOfFile: script, encoding: .utf8) == text)
  }

  @Test(arguments: ["--outputs", "--digests"]) func aChangedSettingIsFoundWhereItStands(_ flag: String) throws
  {
    let run = try Run(["run", "--check", try changed(try saved(flag), "set tau 0.55", "set tau 0.5")])
    let line = try #require(run.errors.split(separator: "\n").first)
    #expect(run.code == 3 && line.contains(": set shows another result than recorded"), "\(run.errors)")
    if flag == "--outputs" {
      #expect(run.errors.contains("-   tau 0.6 -> 0.55") && run.errors.contains("+   tau 0.6 -> 0.5"))
    }
  }

  @Test func aChangedDecisionIsFoundWhereItStands() throws {
    let run = try Run(
      [
        "run", "--check",
        try changed(
          try saved("--outputs"), "different w:369331ae w:2af444b7", "different w:ebd80f65 w:80e21452"),
      ])
    #expect(run.code == 3 && run.errors.contains(": different shows another result"), "\(run.errors)")
  }

  @Test func aChangedByteOfALogIsFoundWhereItIsRead() throws {
    let log = try folder.write(
      "log.jsonl", Data(contentsOf: URL(fileURLWithPath: "\(Run.root)/datasets/kitchen.jsonl")))
    let script = "\(folder.path)/l.maa"
    #expect(try Run(["-c", "load \(log); evidence; save \(script) --outputs"]).code == 0)
    let bytes = try String(contentsOfFile: log, encoding: .utf8)
    _ = try folder.write(
      "log.jsonl", bytes.replacingOccurrences(of: "\"baseline\":61", with: "\"baseline\":62"))
    let run = try Run(["run", "--check", script])
    #expect(
      run.code == 4 && run.errors.contains("l.maa:")
        && run.errors.contains("is not the file that was recorded"), "\(run.errors)")
    // Without the hash in the statement the heading still knows.
    let bare = try changed(script, text(of: script, matching: " --sha256 "), "")
    let pinned = try Run(["run", "--check", bare])
    #expect(pinned.code == 4 && pinned.errors.contains("changed.maa:6: "), "\(pinned.errors)")
  }

  private func text(of script: String, matching mark: String) throws -> String {
    let line = try #require(
      try String(contentsOfFile: script, encoding: .utf8).split(separator: "\n").first { $0.contains(mark) })
    return String(line.suffix(from: try #require(line.range(of: mark)).lowerBound))
  }

  @Test func aTableIsComparedRowByRow() throws {
    let script = try saved("--outputs")
    let lines = try String(contentsOfFile: script, encoding: .utf8).split(separator: "\n")
    let heading = try #require(lines.firstIndex { $0.hasPrefix("#>   unit  type") })
    let row = lines[heading + 2]
    let fields = row.split(separator: " ")
    let run = try Run([
      "run", "--check", try changed(script, String(row), String(row.replacing(fields[4], with: "99"))),
    ])
    let differences = run.errors.split(separator: "\n").filter {
      $0.hasPrefix("  - ") || $0.hasPrefix("  + ")
    }
    #expect(run.code == 3 && differences.count == 2, "\(run.errors)")
    #expect(
      run.errors.contains("unit") && run.errors.contains("evidence shows another result"), "\(run.errors)")
  }

  @Test func otherEnginesEmbeddersAndLanguagesAreNamed() throws {
    let script = try saved("--outputs")
    let engine = try changed(script, "#: engine ", "#: engine 9.")
    let first = try Run(["run", "--check", engine])
    #expect(first.code == 6 && first.errors.contains("was recorded by maa 9."), "\(first.errors)")
    let allowed = try Run(["run", "--check", engine, "--allow-other-engine"])
    #expect(allowed.code == 0 && allowed.errors.contains("notice: "), "\(allowed.errors)")
    let embedder = try Run(["run", "--check", try changed(script, "lexical-1", "lexical-0")])
    #expect(embedder.code == 7 && embedder.errors.contains("lexical lexical-0"), "\(embedder.errors)")
    let language = try Run(["run", "--check", try changed(script, "maa 1\n", "maa 2\n")])
    #expect(language.code == 5 && language.errors.contains("written for maa 2"), "\(language.errors)")
  }

  @Test func updatingRecordsWhatIsShownAndKeepsTheRest() throws {
    let source = "maa 1\n\n# why\nload datasets/kitchen.jsonl   # the log\n\nset   tau 0.5\n"
    let script = try folder.write("u.maa", source)
    let none = try Run(["run", "--check", script])
    #expect(none.code == 2 && none.errors.contains("holds no recorded results"), "\(none.errors)")
    #expect(try Run(["run", "--check", "--update", script]).code == 0)
    let text = try String(contentsOfFile: script, encoding: .utf8)
    let kept = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("#>") && !$0.hasPrefix("#:") }.joined(separator: "\n")
    #expect(kept == source, "\(text)")
    #expect(text.contains("set   tau 0.5\n#>   tau 0.6 -> 0.5\n"))
    let again = try Run(["run", "--check", "--update", script])
    #expect(again.output.contains("nothing was written"))
    #expect(try Run(["run", "--check", script]).code == 0)
  }

  @Test func nothingIsRecordedOfWhatFails() throws {
    let source = "maa 1\nload datasets/kitchen.jsonl\nexpect batches = 3\n"
    let script = try folder.write("f.maa", source)
    let run = try Run(["run", "--check", "--update", script])
    #expect(run.code == 1 && run.errors.contains("f.maa:3: "), "\(run.errors)")
    #expect(try String(contentsOfFile: script, encoding: .utf8) == source)
    let shared = try folder.write("g.maa", "maa 1\nload datasets/kitchen.jsonl; evidence\n")
    let refused = try Run(["run", "--check", "--update", shared])
    #expect(refused.code == 2 && refused.errors.contains("share a line"), "\(refused.errors)")
  }
}
