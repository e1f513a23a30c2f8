import Foundation
import StubServer
import TerminalSupport
import Testing

/// Logs that grow while they are read.
@Suite struct FollowTests {
  private let folder: TemporaryFolder
  private let lines: [String]
  private var log: String { "\(folder.path)/log.jsonl" }

  init() throws {
    folder = try TemporaryFolder()
    lines = try String(contentsOfFile: "\(Run.root)/datasets/kitchen.jsonl", encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  private func text(_ range: Range<Int>) -> String { lines[range].map { $0 + "\n" }.joined() }

  @Test func followedIsAsLoaded() throws {
    let run = try Run([
      "-c", "follow datasets/kitchen.jsonl --once; evidence --limit 5; save \(folder.path)/s.maa",
    ])
    let loaded = try Run(["-c", "load datasets/kitchen.jsonl; evidence --limit 5"])
    let table = loaded.output.suffix(from: try #require(loaded.output.range(of: "  unit")).lowerBound)
    #expect(run.code == 0 && run.output.contains(table), "\(run.output)\(run.errors)")
    let saved = try String(contentsOfFile: "\(folder.path)/s.maa", encoding: .utf8)
    #expect(
      saved.contains("follow datasets/kitchen.jsonl --bytes ") && saved.contains(" --sha256 9cf0321e"),
      "\(saved)")
    #expect(try Run(["run", "\(folder.path)/s.maa"]).code == 0)
  }

  /// What has come since does not count, and what has changed does.
  @Test func aReplayReadsWhatWasReadThen() throws {
    _ = try folder.write("log.jsonl", text(0..<80))
    #expect(try Run(["-c", "follow \(log) --once; save \(folder.path)/s.maa"]).code == 0)
    _ = try folder.write("log.jsonl", text(0..<lines.count))
    let grown = try Run(["run", "\(folder.path)/s.maa"])
    #expect(grown.code == 0, "\(grown.errors)")
    _ = try folder.write("log.jsonl", text(1..<81))
    #expect(try Run(["run", "\(folder.path)/s.maa"]).code == 4)
  }

  @Test func aTornLineWaitsForItsEnd() throws {
    _ = try folder.write("log.jsonl", text(0..<40) + lines[40].prefix(20))
    let torn = try Run(["-c", "follow \(log) --once"])
    let whole = try Run(
      [], shell: "head -40 datasets/kitchen.jsonl > \(log).cut; $MAA -c 'follow \(log).cut --once'")
    #expect(
      torn.code == 0 && torn.output.split(separator: "·").last == whole.output.split(separator: "·").last)
    let piped = try Run(["-c", "follow -"], input: text(0..<lines.count).trimmingCharacters(in: .newlines))
    #expect(
      piped.code == 0 && piped.output.contains("98 proposals · 18 batches"), "\(piped.output)\(piped.errors)")
  }

  /// Each piece is taken in as it comes; the last line's units are those of the whole log.
  private func followed(_ options: String, _ write: String) throws -> Run {
    let script = try folder.write(
      "s.maa", "maa 1\nload \(log)\ndifferent w:369331ae w:2af444b7\nexpect batches < 100\n")
    return try Run([], shell: "\(write) & $MAA run --follow \(script) --idle 3 \(options); wait")
  }

  @Test func aGrowingFileIsKeptUpWith() throws {
    _ = try folder.write("log.jsonl", text(0..<60))
    _ = try folder.write("more", text(60..<120))
    _ = try folder.write("rest", text(120..<lines.count))
    let run = try followed(
      "--metrics \(folder.path)/m.prom",
      "(sleep 1; cat \(folder.path)/more >> \(log); sleep 1; cat \(folder.path)/rest >> \(log))")
    let news = try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(run.code == 0 && news.count >= 3, "\(run.output)\(run.errors)")
    let whole = try Run([
      "--json", "-c", "load datasets/kitchen.jsonl; different w:369331ae w:2af444b7; units",
    ])
    let units = whole.output.split(separator: "\n").last?.matches(of: /\["U[0-9]+"/).count
    #expect(
      news.last?["units"] as? Int == units
        && news.last?["batches"] as? [Int] == [(news.last?["batches"] as? [Int])?.first ?? 0, 18])
    #expect(news.dropFirst().contains { ($0["new_units"] as? [Any])?.isEmpty == false })
    let metrics = try String(contentsOfFile: "\(folder.path)/m.prom", encoding: .utf8)
    #expect(
      metrics.contains("\nmaa_batches_total 18\n")
        && metrics.contains("maa_units_by_verdict{verdict=\"stable\"}"))
  }

  @Test func aRotatedFileGoesOnInTheNewOne() throws {
    _ = try folder.write("log.jsonl", text(0..<60))
    _ = try folder.write("next", text(60..<lines.count))
    let run = try followed("", "(sleep 1; mv \(log) \(log).1; mv \(folder.path)/next \(log))")
    #expect(run.code == 0 && run.errors.contains("was moved away"), "\(run.errors)")
    #expect(run.output.split(separator: "\n").last?.contains("\"proposals\": 98") == true, "\(run.output)")
  }

  @Test func theFirstBrokenExpectationEndsIt() throws {
    _ = try folder.write("log.jsonl", text(0..<60))
    _ = try folder.write("rest", text(60..<lines.count))
    let script = try folder.write("e.maa", "maa 1\nload \(log)\nexpect batches < 15\n")
    let run = try Run(
      [],
      shell:
        "(sleep 1; cat \(folder.path)/rest >> \(log)) & $MAA run --follow \(script) --idle 20; code=$?; wait; exit $code"
    )
    #expect(run.code == 1 && run.errors.contains("e.maa:3: expected batches < 15, found 18"), "\(run.errors)")
    #expect(run.output.split(separator: "\n").last?.contains("\"broken\": \"") == true)
  }

  @Test func aWebhookIsToldIfTheNetworkIsAllowed() throws {
    let server = try StubServer { request, _ in StubServer.vectors(for: request, dimension: 4) }
    let script = try folder.write("w.maa", "maa 1\nload datasets/figure4.jsonl\n")
    let refused = try Run(["run", "--follow", script, "--webhook", server.url])
    #expect(refused.code == 2 && refused.errors.contains("--allow-network"))
    let run = try Run([
      "run", "--follow", script, "--webhook", server.url, "--allow-network", "--idle", "0.2",
    ])
    #expect(run.code == 0 && server.requests.count == 1, "\(run.errors)")
  }

  @Test func whatCannotBeFollowedIsSaid() throws {
    let script = try folder.write("n.maa", "maa 1\nset tau 0.5\n")
    #expect(try Run(["run", "--follow", script]).errors.contains("reads no log that could be followed"))
    #expect(try Run(["-c", "follow \(folder.path)/nowhere"]).code == 1)
    _ = try folder.write("log.jsonl", text(0..<5) + "{\"kind\":\"batch\"\n")
    #expect(try Run(["-c", "follow \(log) --once"]).code == 1)
    #expect(try Run(["-c", "follow \(log) --once --lenient"]).errors.contains("1 bad line skipped"))
    #expect(try Run(["run", script, "--metrics", "x"]).errors.contains("--metrics goes with --follow"))
  }
}
