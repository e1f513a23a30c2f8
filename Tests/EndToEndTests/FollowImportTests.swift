import Foundation
import GoldenSupport
import TerminalSupport
import Testing

/// Lines of other tools that grow while they are read: what comes of them is what a load of the whole makes.
@Suite struct FollowImportTests {
  private let folder: TemporaryFolder
  private var log: String { "\(folder.path)/spans.jsonl" }

  init() throws { folder = try TemporaryFolder() }

  /// A span a line: each trace searches memory and is judged, and the second line of it comes later.
  private static func lines(_ traces: Range<Int>) -> [String] {
    func attribute(_ name: String, _ value: String) -> String {
      "{\"key\":\"\(name)\",\"value\":\(value)}"
    }
    func line(_ trace: Int, _ span: Int, _ attributes: [String]) -> String {
      let id = String(repeating: "0", count: 24) + String(UInt64(0x1000_0000 + trace), radix: 16)
      return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"\(id)\","
        + "\"spanId\":\"00000000000000\(10 + span)\",\"name\":\"step\",\"kind\":1,"
        + "\"startTimeUnixNano\":\"\(1_700_000_000_000_000_000 + trace * 1_000_000_000 + span)\","
        + "\"endTimeUnixNano\":\"\(1_700_000_000_000_000_100 + trace * 1_000_000_000 + span)\","
        + "\"attributes\":[\(attributes.joined(separator: ","))]\(span == 0 ? "" : judged(trace))}]}]}]}"
    }
    // The outcome of a trace comes with its last line.
    func judged(_ trace: Int) -> String {
      let score = attribute("gen_ai.evaluation.score.value", "{\"doubleValue\":\(trace % 2)}")
      return ",\"events\":[{\"name\":\"gen_ai.evaluation.result\",\"attributes\":["
        + attribute("gen_ai.evaluation.name", text("solved")) + "," + score + "]}]"
    }
    func text(_ value: String) -> String { "{\"stringValue\":\"\(value)\"}" }
    return traces.flatMap { trace in
      let record = "[{\\\"id\\\":\\\"m\(trace % 3)\\\",\\\"content\\\":\\\"rule \(trace % 3)\\\"}]"
      return [
        line(
          trace, 0,
          [
            attribute("gen_ai.operation.name", text("search_memory")),
            attribute("gen_ai.memory.records", text(record)),
          ]),
        line(
          trace, 1,
          [
            attribute("gen_ai.operation.name", text("update_memory")),
            attribute("gen_ai.memory.record.id", text("m\(trace % 3)")),
            attribute(
              "gen_ai.memory.records",
              text(
                "[{\\\"id\\\":\\\"m\(trace % 3)\\\",\\\"content\\\":\\\"rule \(trace % 3), told anew \(trace % 5)\\\"}]"
              )),
          ]),
      ]
    }
  }

  private func answers(_ statements: String) throws -> String {
    let run = try Run([
      "-c", "\(statements); set beta 0.8; units; evidence; batches; sql select * from tasks",
    ])
    #expect(run.code == 0, "\(run.errors)")
    return String(run.output.suffix(from: try #require(run.output.range(of: "beta 0.9 -> 0.8")).lowerBound))
  }

  private func put(_ lines: [String]) throws {
    _ = try folder.write("spans.jsonl", lines.joined(separator: "\n") + "\n")
  }

  /// And it is recorded so that a replay reads just these lines.
  @Test func followedIsAsLoaded() throws {
    try put(FollowImportTests.lines(0..<20))
    let saved = "\(folder.path)/s.maa"
    let followed = try answers("follow \(log) --once; save \(saved)")
    #expect(try answers("load \(log)") == followed)
    try put(FollowImportTests.lines(0..<30))
    #expect(try Run(["run", saved]).code == 0)
    let recorded = try String(contentsOfFile: saved, encoding: .utf8)
    #expect(recorded.contains("--format otlp"), "\(recorded)")
    try put(FollowImportTests.lines(1..<30))
    #expect(try Run(["run", saved]).code == 4)
  }

  /// A trace that is half there is whole when the rest of it has come.
  @Test func aGrowingLogIsKeptUpWith() throws {
    let lines = FollowImportTests.lines(0..<30)
    try put(Array(lines[..<21]))
    _ = try folder.write("more", lines[21...].joined(separator: "\n") + "\n")
    let script = try folder.write("s.maa", "maa 1\nload \(log)\nset beta 0.8\nexpect batches < 99\n")
    let run = try Run(
      [], shell: "(sleep 1; cat \(folder.path)/more >> \(log)) & $MAA run --follow \(script) --idle 3; wait")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.split(separator: "\n").count >= 2, "\(run.output)\(run.errors)")
    let piped = try answers("load \(log)")
    try put(lines)
    #expect(try answers("load \(log)") == piped)
    let stdin = try Run(
      [],
      shell:
        "cat \(log) | $MAA -c 'follow - --format otlp; set beta 0.8; units; evidence; batches; sql select * from tasks'"
    )
    #expect(stdin.output.replacing("stdin", with: "spans").hasSuffix(piped), "\(stdin.output)\(stdin.errors)")
  }

  @Test(arguments: [
    ("{\n  \"resourceSpans\": []\n}\n", "cannot be followed"), ("[{\"a\":1}]\n", "cannot be followed"),
    ("", "it is empty"),
  ])
  func whatIsWrittenAsAWholeIsNotFollowed(_ content: String, _ words: String) throws {
    _ = try folder.write("spans.jsonl", content)
    let run = try Run(["-c", "follow \(log) --format otlp --once"])
    #expect(run.code != 0)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
