import Importing
import JSON
import Spans

/// Spans of OpenInference as Phoenix hands them out: rows of its data frame or of its interface, and annotations beside them.
///
/// Rows have `context.trace_id`, `span_kind`, `attributes.…`; annotations `span_id`, `name` (or `annotation_name`) and `score`,
/// `label` (or `result.score`, `result.label`, or a `result` of both). The same attributes within OTLP are read by `otlp`.
enum OpenInferenceFormat: ImportFormat {
  static let manual = FormatManual(
    name: "openinference", title: "OpenInference spans as rows: Phoenix's exports and annotations",
    recognizes:
      "JSON, JSON Lines or CSV with context.trace_id and span_kind, or a row's attributes; rows of annotations beside them.",
    reads: "Documents that retrievers gave, annotations of spans and traces, and spans of memory (see otlp).",
    makes: """
      A task for each trace that was annotated, with what was retrieved in it as its items; applied proposals where a memory was \
      written. Batches are days, sessions, runs (files) or single traces.
      """,
    loses: "Messages, tools, prompts and tokens; annotations of sessions.",
    flags: TracedLog.flags(batch: .day))

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(200) where try kind(of: file, source) == .spans { return .yes }
    return .no
  }

  private enum Kind { case spans, annotations }

  private static func kind(of file: SourceFile, _ source: ImportSource) throws -> Kind? {
    guard ["json", "jsonl", "ndjson", "csv", ""].contains(file.ending) else { return nil }
    var (outer, below) = try source.names(file)
    // The interface wraps its rows.
    if outer.contains("data"), !below.contains("traceID") {
      (outer, below) = (below, try JSONHead(source.head(file)).names(2))
    }
    let hasContext =
      outer.contains("context.trace_id") || outer.contains("context") && below.contains("trace_id")
    if hasContext, outer.contains("span_kind") || outer.contains("attributes.openinference.span.kind") {
      return .spans
    }
    let isAnnotation = outer.contains("span_id") || outer.contains("context.span_id")
    let hasResult = ["score", "label", "result", "result.score", "result.label"].contains {
      outer.contains($0)
    }
    return isAnnotation && hasResult && !outer.contains("trace_id") ? .annotations : nil
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var sightings = Sightings()
    for file in source.files {
      switch try kind(of: file, source) {
      case .spans where file.ending == "csv":
        try source.eachRow(file) { take($0, in: file.name, into: &sightings) }
      case .spans:
        try source.spans(file, try source.isLines(file) ? .lines : .rows, request, into: &sightings)
      case .annotations: try source.eachRow(file) { annotate($0, into: &sightings) }
      case nil: draft.account.leftOut("a file that holds neither spans nor annotations", example: file.name)
      }
    }
    try TracedLog.make(of: sightings, source, request, into: &draft)
  }

  /// A row of a table, whose lists are written as JSON or as Python prints them.
  private static func take(_ row: ExportRow, in file: String, into sightings: inout Sightings) {
    guard case .fields(let fields) = row else { return }
    var facts = SpanFacts()
    facts.traceID = row.text("context.trace_id") ?? row.text("trace_id") ?? ""
    facts.spanID = row.text("context.span_id") ?? row.text("span_id") ?? ""
    facts.hasParent = row.text("parent_id") != nil
    facts.name = row.text("name") ?? ""
    facts.start = row.instant("start_time")
    facts.isFailed = row.text("status_code") == "ERROR"
    for (name, value) in fields.sorted(by: { $0.key < $1.key })
    where name.hasPrefix("attributes.") && !value.isEmpty {
      facts.keep(tree: String(name.dropFirst("attributes.".count)), PythonText.unfolded(value))
    }
    sightings.take(facts, run: sightings.names.number(of: file))
  }

  private static func annotate(_ row: ExportRow, into sightings: inout Sightings) {
    if case .json(let value) = row, let rows = value["data"]?.elements {
      for row in rows { annotate(.json(row), into: &sightings) }
      return
    }
    let result = row["result"]
    guard let span = row.text("span_id") ?? row.text("context.span_id") else {
      return sightings.gaps.note(.noTrace, row.text("name") ?? "")
    }
    let score = row["score"] ?? row["result.score"] ?? result?["score"]
    let label = row["label"] ?? row["result.label"] ?? result?["label"]
    sightings.judge(
      span: span, name: row.text("annotation_name") ?? row.text("name") ?? "annotation", value: score?.number,
      label: label?.text)
  }
}
