import Importing
import JSON
import Spans

/// Traces of OpenTelemetry as JSON: OTLP as collectors and exporters write it, and what Tempo and Jaeger export.
///
/// Names of members and typed values after opentelemetry-proto's JSON encoding, with those of plain protobuf JSON; attributes
/// after the semantic conventions for generative AI (spans of memory, events of evaluation) and OpenInference.
enum OTLPFormat: ImportFormat {
  static let manual = FormatManual(
    name: "otlp", title: "OpenTelemetry traces as JSON: OTLP, Tempo, Jaeger, printed spans",
    recognizes: """
      JSON with resourceSpans, batches of spans, resourceLogs, Jaeger's data with traceID, or spans one by one; a document or \
      one in every line.
      """,
    reads: """
      Spans of memory (search_memory, create_memory, update_memory, upsert_memory, delete_memory, delete_memory_store), \
      documents that were retrieved, and judgements (gen_ai.evaluation.result as an event or a log record, OpenInference's \
      annotations).
      """,
    makes: """
      A task for each trace that was judged, with the records it read as items; an applied proposal for each record that was \
      written. Batches are days, sessions, runs (files) or single traces.
      """,
    loses: """
      Messages, tools, tokens and times of all other spans. Contents are kept only where the program was told to record them: \
      a write without its content is left out and counted.
      """,
    flags: TracedLog.flags(batch: .day))

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in candidates(source).prefix(200) where shape(JSONHead(try source.head(file))) != nil {
      return .yes
    }
    return .no
  }

  private static func candidates(_ source: ImportSource) -> [SourceFile] {
    source.files.filter { ["json", "jsonl", "ndjson", "log", ""].contains($0.ending) }
  }

  /// Nil where it is no file of spans.
  private static func shape(_ head: JSONHead) -> SpanFile.Shape? {
    guard head.isJSON else { return nil }
    let below = head.names(1)
    if exports.contains(where: { head.has($0) }) { return .document }
    if head.has("batches"),
      below.contains("scopeSpans") || below.contains("instrumentationLibrarySpans")
        || below.contains("resource")
    {
      return .document
    }
    if head.has("trace") || head.has("result"), exports.contains(where: { below.contains($0) }) {
      return .document
    }
    if head.has("data"), below.contains("spans"),
      below.contains("traceID") || head.names(2).contains("traceID")
    {
      return .document
    }
    if head.has("traceID"), head.has("spans") { return .document }
    return isRow(head, below) ? .rows : nil
  }

  private static let exports = ["resourceSpans", "resource_spans", "resourceLogs", "resource_logs"]

  /// A span by itself.
  private static func isRow(_ head: JSONHead, _ below: [String]) -> Bool {
    if head.names(0).contains(where: { $0.hasPrefix("gen_ai.") }) { return true }
    guard head.has("attributes") || head.has("tags") else { return false }
    if head.has("context"), below.contains("trace_id"), !head.has("span_kind") { return true }
    if head.has("spanContext"), below.contains("traceId") { return true }
    return ["traceId", "trace_id", "traceID"].contains { head.has($0) }
      && ["spanId", "span_id", "spanID"].contains { head.has($0) }
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var sightings = Sightings()
    for file in candidates(source) {
      guard let shape = shape(JSONHead(try source.head(file))) else {
        draft.account.leftOut("a file that holds no spans", example: file.name)
        continue
      }
      try source.spans(file, try source.isLines(file) ? .lines : shape, request, into: &sightings)
    }
    try TracedLog.make(of: sightings, source, request, into: &draft)
  }
}
