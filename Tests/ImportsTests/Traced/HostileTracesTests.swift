import Files
import Foundation
import GoldenSupport
import Importing
import Imports
import JSON
import Spans
import Testing
import TraceLogs

/// Whatever is done to its bytes, a log of traces makes a log or one fault.
@Suite struct HostileTracesTests {
  /// `MAA_MUTATIONS=100000` tries as many of each format.
  private static let mutations =
    ProcessInfo.processInfo.environment["MAA_MUTATIONS"].flatMap { Int($0) } ?? 150

  private static var samples: [(format: String, name: String, text: String)] {
    let spans: [SpanSample] = [
      .root(1, at: 0, session: "s", score: 1),
      .memory("search_memory", 1, 2, at: 1, records: [["id": "a", "content": "x"]], store: "m"),
      .memory("upsert_memory", 1, 3, at: 2, records: [["id": "b", "content": "y"]]),
    ]
    let otlp = SpanSpelling.allCases.map { ("otlp", "s.json", SpanSample.json($0.document(spans))) }
    let line = SpanSample.json(SpanSpelling.otlp.document(spans))
    let langfuse = """
      {"trace": {"id": "t", "projectId": "p", "timestamp": "2026-06-18T10:00:00Z", "sessionId": null, "scores": \
      [{"id": "c", "traceId": "t", "name": "g", "value": 1}]}, "observations": [{"id": "o", "traceId": "t", "type": "RETRIEVER", \
      "startTime": "2026-06-18T10:00:00Z", "output": [{"id": "d", "content": "z"}], "metadata": {"attributes": {"gen_ai.operation.name": "x"}}}]}
      """
    let scores = "id,trace_id,name,value,source\n1,t,good,0.5,API\n2,u,good,1,API\n"
    let phoenix = """
      [{"context.trace_id": "t", "context.span_id": "s", "span_kind": "RETRIEVER", "start_time": "2026-06-18 10:00:00", \
      "attributes.retrieval.documents": [{"document.id": "d", "document.content": "c"}], \
      "attributes.annotations": [{"annotation": {"name": "n", "score": 1}}]}]
      """
    let inspect = """
      {"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "created": "2026-06-18"}, "samples": \
      [{"id": 1, "epoch": 1, "scores": {"match": {"value": "C"}}}], "reductions": []}
      """
    let mlflow = """
      {"info": {"trace_id": "t", "request_time": "2026-06-18T10:00:00Z", "tags": {}, "trace_metadata": {}, "assessments": \
      [{"assessment_name": "c", "feedback": {"value": true}}]}, "data": {"spans": [{"span_id": "s", "name": "n", "attributes": \
      {"mlflow.spanType": "\\"RETRIEVER\\"", "mlflow.spanOutputs": "[]"}}]}}
      """
    return otlp + [
      ("otlp", "s.jsonl", line + "\n" + line), ("langfuse", "t.json", langfuse),
      ("langfuse", "s.csv", scores),
      ("openinference", "p.json", phoenix), ("inspect", "i.json", inspect), ("mlflow", "m.json", mlflow),
    ]
  }

  @Test func mutatedLogsMakeALogOrAFault() throws {
    var random = SeededGenerator.announced()
    for sample in Self.samples {
      let bytes = Array(sample.text.utf8)
      for _ in 0..<Self.mutations / 5 {
        let mutated = mutated(bytes, &random)
        let folder = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try writeAtomically(mutated, to: "\(folder)/\(sample.name)")
        _ = try? imported(folder, as: sample.format)
        _ = try? FormatRegistry.recognize(ImportSource(folder))
      }
    }
  }

  private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert("{}[]\",:0e-\\\n".utf8.randomElement(using: &random) ?? 0, at: place)
      case 3: bytes.replaceSubrange(place..<place, with: Array("99999999999999999999".utf8))
      default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &random)))
      }
      if bytes.isEmpty { bytes = [0] }
    }
    return bytes
  }

  /// One line, one document, millions of bytes: the walk holds one span at a time.
  @Test func aLongLineIsWalkedThrough() throws {
    let span = SpanSample.json(SpanSpelling.otlp.document([.root(1, at: 0, score: 1)]))
    let inner = try #require(span.firstRange(of: "\"spans\":["))
    let prefix = span[..<inner.upperBound]
    let body = span[inner.upperBound...].dropLast(6)
    let path = temporaryPath() + ".json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var text = String(prefix)
    for number in 0..<6000 { text += (number == 0 ? "" : ",") + body }
    // What no span is may be of any length: it is passed over.
    text += "],\"padding\":\"" + String(repeating: "x", count: 3_000_000) + "\"}]}]}"
    try writeAtomically(Array(text.utf8), to: path)
    let result = try imported(path)
    #expect(result.account[.noted].contains { $0.text.hasPrefix("6000 spans in 1 trace;") })
  }

  @Test func nestingAndRepetitionAreHarmless() throws {
    let deep = "{\"resourceSpans\":" + String(repeating: "[", count: 100_000)
    try withFolder(["s.json": deep]) { folder in
      #expect(throws: ImportFault.self) { try imported(folder) }
    }
    let twice =
      #"{"resourceSpans":[],"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"t","spanId":"a","traceId":"u"}]}]}]}"#
    try withFolder(["s.json": twice]) { folder in
      #expect(throws: ImportFault.self) { try imported(folder) }
      let both = twice.replacing(#""traceId":"u""#, with: #""name":"n""#)
      try writeAtomically(Array(both.utf8), to: folder + "/s.json")
      #expect(try imported(folder).log.batches.count == 1)
    }
    try withFolder([
      "t.json": #"{"trace":{"id":"t","projectId":"p","timestamp":"2026-06-18","id":"u"},"observations":[]}"#
    ]) { folder in
      #expect(throws: ImportFault.repeatedKey(file: "\(folder)/t.json", line: nil, place: "trace.id")) {
        try imported(folder)
      }
    }
  }

  @Test func instantsOfAllKinds() {
    let wanted: [(String, Int64?)] = [
      ("1970-01-01T00:00:00Z", 0), ("2026-06-18T10:00:00.5+02:00", 1_781_769_600_500_000_000),
      ("2026-06-18 10:00:00", 1_781_776_800_000_000_000), ("2026-06-18", 1_781_740_800_000_000_000),
      ("1781776800", 1_781_776_800_000_000_000), ("1781776800000", 1_781_776_800_000_000_000),
      ("1781776800000000", 1_781_776_800_000_000_000), ("1781776800000000001", 1_781_776_800_000_000_001),
      ("9999-01-01T00:00:00Z", nil), ("2026-13-01", nil), ("", nil), ("-5", nil), ("1e400", nil),
      ("99999999999", nil),
      ("2026-06-18T10:00:00 and more", nil),
    ]
    for (text, instant) in wanted { #expect(Instant.parse(text) == instant, "\(text)") }
    #expect(Instant.text(1_781_769_600_500_000_000) == "2026-06-18T08:00:00.5Z")
    #expect(Instant.day(-1) == "1969-12-31")
  }
}
