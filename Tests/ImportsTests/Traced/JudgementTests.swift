import Foundation
import Imports
import Testing
import TraceLogs

/// Which judgement is a trace's outcome, and what is said of the others.
@Suite struct JudgementTests {
  private func result(_ files: [String: String], _ flags: [String: String] = [:]) throws -> ImportResult {
    var result: ImportResult?
    try withFolder(files) { folder in result = try imported(folder, as: "otlp", flags: flags) }
    return try #require(result)
  }

  private func result(_ spans: [SpanSample], _ flags: [String: String] = [:]) throws -> ImportResult {
    try result(["s.json": SpanSample.json(SpanSpelling.otlp.document(spans))], flags)
  }

  @Test func labelsMeanWhatTheySay() throws {
    let spans: [SpanSample] = [
      .root(1, at: 0, label: "pass"), .root(2, at: 1, label: "Incorrect"), .root(3, at: 2, label: "partial"),
      .root(4, at: 3, label: "purple"), .root(5, at: 4),
    ]
    let result = try result(spans)
    #expect(result.log.tasks.outcome == [1, 0, 0.5])
    #expect(
      result.account[.leftOut].map { "\($0.count) \($0.text)" } == [
        "1 a judgement that is no number", "2 a trace that nothing judges",
      ])
  }

  @Test func theOneThatMostHaveIsTakenUnlessAsked() throws {
    let spans: [SpanSample] = [
      .root(1, at: 0, score: 0.25, named: "toxic"), .root(2, at: 1, score: 0.5, named: "toxic"),
      .root(3, at: 2, score: 1, named: "correct"),
    ]
    let usual = try result(spans)
    #expect(usual.log.tasks.outcome == [0.25, 0.5])
    #expect(usual.account[.ambiguous].map(\.flag) == ["score"])
    #expect(usual.settled.map { "\($0.name)=\($0.value)" } == ["score=toxic"])
    #expect(try result(spans, ["score": "correct"]).log.tasks.outcome == [1])
    #expect(try result(spans, ["better": "lower"]).log.tasks.outcome == [-0.25, -0.5])
    #expect(try result(spans, ["score": "status"]).log.tasks.outcome == [1, 1, 1])
    let none = try result(spans, ["score": "speed"])
    #expect(
      none.log.tasks.count == 0
        && none.account[.cannot].first?.text.contains("toxic (2), correct (1)") == true)
  }

  /// As log records, by the trace, or by the answer that they judge.
  @Test func recordsOfEventsFindTheirTrace() throws {
    let spans = [
      SpanSample(1, 1, "chat", at: 0, [("gen_ai.response.id", "r1")]), SpanSample(2, 2, "chat", at: 1),
    ]
    func record(_ fields: [String: Any], _ score: Double, _ more: [String: String] = [:]) -> [String: Any] {
      let attributes: [[String: Any]] =
        [
          ["key": "gen_ai.evaluation.name", "value": ["stringValue": "ok"]],
          ["key": "gen_ai.evaluation.score.value", "value": ["doubleValue": score]],
        ] + more.map { ["key": $0.key, "value": ["stringValue": $0.value]] }
      return fields.merging(["eventName": "gen_ai.evaluation.result", "attributes": attributes]) { $1 }
    }
    let records: [[String: Any]] = [
      record([:], 1, ["gen_ai.response.id": "r1"]), record(["traceId": spans[1].trace], 0),
      record([:], 1, ["gen_ai.response.id": "elsewhere"]), record([:], 1),
      ["eventName": "other", "attributes": []],
    ]
    let logs: [String: Any] = ["resourceLogs": [["scopeLogs": [["logRecords": records]]]]]
    let result = try result([
      "logs.json": SpanSample.json(logs), "spans.json": SpanSample.json(SpanSpelling.otlp.document(spans)),
    ])
    #expect(result.log.tasks.outcome == [1, 0])
    #expect(
      Set(result.account[.leftOut].map(\.text)) == [
        "a judgement of a span or an answer that is not in the log",
        "a span or judgement that names no trace",
        "a record of an event that judges nothing",
      ])
  }

  /// OpenInference: flat lists of documents and judgements, of the span itself, of its trace, afterwards by a link.
  @Test func attributesOfOpenInferenceAreRead() throws {
    var afterwards = SpanSample(
      3, 3, "judge", at: 9,
      [
        ("openinference.span.kind", "EVALUATOR"), ("evaluations.0.evaluation.name", "good"),
        ("evaluations.0.evaluation.score", 0.0),
      ])
    afterwards.parent = nil
    let spans = [
      SpanSample(
        1, 1, "retrieve", at: 0,
        [
          ("openinference.span.kind", "RETRIEVER"), ("retrieval.documents.0.document.id", "d1"),
          ("retrieval.documents.0.document.content", "First."), ("retrieval.documents.1.document.id", "d2"),
          ("retrieval.documents.1.document.content", "Second."),
          ("retrieval.documents.1.document.score", 0.5),
        ]),
      SpanSample(
        1, 2, "chain", at: 1,
        [("trace.annotations.0.annotation.name", "good"), ("trace.annotations.0.annotation.score", 1.0)]),
      SpanSample(
        2, 4, "chain", at: 2,
        [
          ("session.id", "s"), ("session.annotations.0.annotation.name", "good"),
          ("session.annotations.0.annotation.label", "pass"),
        ]),
    ]
    var document = SpanSample.json(SpanSpelling.otlp.document(spans + [afterwards]))
    // The link to what is judged.
    document = document.replacingOccurrences(
      of: "\"name\":\"judge\"",
      with: "\"name\":\"judge\",\"links\":[{\"traceId\":\"\(spans[2].trace)\",\"spanId\":\"\(spans[2].id)\"}]"
    )
    let result = try result(["s.json": document])
    #expect(result.log.tasks.outcome == [1, 0])
    #expect(result.log.items.map(\.content) == ["First.", "Second."])
    #expect(result.log.tasks.item.map { result.log.symbols[Int($0)] } == ["d1", "d2"])
    #expect(result.account[.leftOut].map(\.text).contains("a judgement of a whole session"))
  }
}
