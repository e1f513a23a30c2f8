import Foundation

/// Spans written for tests, in every spelling that tools use.
struct SpanSample {
  var trace: String
  var id: String
  var parent: String?
  var name: String
  /// Seconds after 2026-06-18T10:00:00Z.
  var second: Int
  var attributes: [(String, Any)] = []
  var events: [(String, [(String, Any)])] = []
  var isFailed = false

  static let epoch = 1_781_776_800

  init(
    _ trace: Int, _ id: Int, parent: Int? = nil, _ name: String, at second: Int,
    _ attributes: [(String, Any)] = [],
    events: [(String, [(String, Any)])] = [], isFailed: Bool = false
  ) {
    self.trace = String(format: "%032x", trace)
    self.id = String(format: "%016x", id)
    self.parent = parent.map { String(format: "%016x", $0) }
    (self.name, self.second, self.attributes, self.events) = (name, second, attributes, events)
    self.isFailed = isFailed
  }

  /// A memory span of the semantic conventions.
  static func memory(
    _ operation: String, _ trace: Int, _ id: Int, at second: Int, record: String? = nil,
    records: [[String: Any]]? = nil, store: String? = nil, isFailed: Bool = false
  ) -> SpanSample {
    var attributes: [(String, Any)] = [("gen_ai.operation.name", operation)]
    if let store { attributes.append(("gen_ai.memory.store.id", store)) }
    if let record { attributes.append(("gen_ai.memory.record.id", record)) }
    if let records { attributes.append(("gen_ai.memory.records", SpanSample.json(records))) }
    return SpanSample(trace, id, parent: 1, operation, at: second, attributes, isFailed: isFailed)
  }

  /// The first span of a trace, with its judgement.
  static func root(
    _ trace: Int, at second: Int, session: String? = nil, agent: String? = "cook", score: Double? = nil,
    label: String? = nil, named name: String = "correct"
  ) -> SpanSample {
    var attributes: [(String, Any)] = [("gen_ai.operation.name", "invoke_agent")]
    if let agent { attributes.append(("gen_ai.agent.name", agent)) }
    if let session { attributes.append(("gen_ai.conversation.id", session)) }
    var judgement: [(String, Any)] = [("gen_ai.evaluation.name", name)]
    if let score { judgement.append(("gen_ai.evaluation.score.value", score)) }
    if let label { judgement.append(("gen_ai.evaluation.score.label", label)) }
    let events = score == nil && label == nil ? [] : [("gen_ai.evaluation.result", judgement)]
    return SpanSample(trace, 1000 + trace, "invoke_agent", at: second, attributes, events: events)
  }

  static func json(_ value: Any) -> String {
    let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}

/// How tools write them.
enum SpanSpelling: CaseIterable {
  /// OTLP as its specification has it; protocol buffers as JSON, by their own names and with ids in base64; Tempo; Jaeger; rows; as
  /// SDKs of Python and of JavaScript print them.
  case otlp, protobuf, tempo, tempoV2, jaeger, rows, printed, script

  func document(_ spans: [SpanSample]) -> Any {
    switch self {
    case .otlp:
      [
        "resourceSpans": [
          ["resource": [:], "scopeSpans": [["scope": ["name": "x"], "spans": spans.map(otlp)]]]
        ]
      ]
    case .protobuf: ["resource_spans": [["resource": [:], "scope_spans": [["spans": spans.map(protobuf)]]]]]
    case .tempo:
      ["batches": [["resource": [:], "instrumentationLibrarySpans": [["spans": spans.map(otlp)]]]]]
    case .tempoV2:
      ["trace": ["resourceSpans": [["resource": [:], "scopeSpans": [["spans": spans.map(protobuf2)]]]]]]
    case .jaeger:
      ["data": [["traceID": spans.first?.trace ?? "", "spans": spans.map(jaeger), "processes": [:]]]]
    case .rows: spans.map(otlp)
    case .printed: spans.map(printed)
    case .script: spans.map(script)
    }
  }

  private func typed(_ value: Any, _ text: String = "stringValue", _ double: String = "doubleValue") -> Any {
    value is String ? [text: value] : [double: value]
  }

  private func pairs(_ attributes: [(String, Any)], isSnake: Bool = false) -> [Any] {
    attributes.map { name, value in
      ["key": name, "value": isSnake ? typed(value, "string_value", "double_value") : typed(value)]
    }
  }

  private func nanoseconds(_ span: SpanSample) -> String { "\(SpanSample.epoch + span.second)000000000" }

  private func otlp(_ span: SpanSample) -> [String: Any] {
    [
      "traceId": span.trace.uppercased(), "spanId": span.id, "parentSpanId": span.parent ?? "",
      "name": span.name,
      "startTimeUnixNano": nanoseconds(span), "attributes": pairs(span.attributes),
      "events": span.events.map { ["name": $0.0, "attributes": pairs($0.1)] },
      "status": ["code": span.isFailed ? 2 : 0],
    ]
  }

  private func base64(_ hex: String) -> String {
    let digits = Array(hex)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }

  private func protobuf(_ span: SpanSample) -> [String: Any] {
    [
      "trace_id": base64(span.trace), "span_id": base64(span.id),
      "parent_span_id": span.parent.map(base64) ?? "",
      "name": span.name, "start_time_unix_nano": Int(nanoseconds(span)) ?? 0,
      "attributes": pairs(span.attributes, isSnake: true),
      "events": span.events.map { ["name": $0.0, "attributes": pairs($0.1, isSnake: true)] },
      "status": span.isFailed ? ["code": "STATUS_CODE_ERROR"] : [:],
    ]
  }

  private func protobuf2(_ span: SpanSample) -> [String: Any] {
    otlp(span).merging(["traceId": base64(span.trace), "spanId": base64(span.id)]) { $1 }
  }

  private func jaeger(_ span: SpanSample) -> [String: Any] {
    func tags(_ attributes: [(String, Any)]) -> [Any] {
      attributes.map { ["key": $0.0, "type": $0.1 is String ? "string" : "float64", "value": $0.1] }
    }
    let status: [(String, Any)] = span.isFailed ? [("otel.status_code", "ERROR")] : []
    return [
      "traceID": span.trace, "spanID": span.id, "operationName": span.name,
      "references": span.parent.map { [["refType": "CHILD_OF", "traceID": span.trace, "spanID": $0]] } ?? [],
      "startTime": (SpanSample.epoch + span.second) * 1_000_000, "tags": tags(span.attributes + status),
      "logs": span.events.map { ["timestamp": 1, "fields": tags([("event", $0.0)] + $0.1)] },
    ]
  }

  private func plain(_ attributes: [(String, Any)]) -> [String: Any] {
    Dictionary(uniqueKeysWithValues: attributes.map { ($0.0, $0.1) })
  }

  private func script(_ span: SpanSample) -> [String: Any] {
    [
      "name": span.name, "spanContext": ["traceId": span.trace, "spanId": span.id, "traceFlags": 1],
      "parentSpanContext": span.parent.map { ["traceId": span.trace, "spanId": $0] } ?? NSNull(),
      "startTime": [SpanSample.epoch + span.second, 0], "status": ["code": span.isFailed ? 2 : 0],
      "attributes": plain(span.attributes), "kind": 0,
      "events": span.events.map { ["name": $0.0, "attributes": plain($0.1), "time": [1, 2]] },
    ]
  }

  private func printed(_ span: SpanSample) -> [String: Any] {
    [
      "name": span.name,
      "context": ["trace_id": "0x" + span.trace, "span_id": "0x" + span.id, "trace_state": "[]"],
      "kind": "SpanKind.INTERNAL", "parent_id": span.parent.map { "0x" + $0 } ?? NSNull(),
      "start_time":
        "2026-06-18T10:\(String(format: "%02d:%02d", span.second / 60, span.second % 60)).000000Z",
      "status": ["status_code": span.isFailed ? "ERROR" : "UNSET"], "attributes": plain(span.attributes),
      "events": span.events.map { ["name": $0.0, "timestamp": "", "attributes": plain($0.1)] }, "links": [],
    ]
  }
}
