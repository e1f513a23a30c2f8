import Importing

/// Traces of MLflow: as JSON, one, a list or one a line, or in the SQLite store of a tracking server.
///
/// After `mlflow.entities.Trace.to_dict` of MLflow 3 (`info`, `data.spans`, `assessments`) and 2 (`request_id`,
/// `request_metadata`), and the tables `trace_info`, `spans`, `assessments`, `trace_request_metadata` and `trace_tags`.
enum MLflowFormat: ImportFormat {
  static let manual = FormatManual(
    name: "mlflow", title: "MLflow traces: JSON, or the SQLite store",
    recognizes: "JSON with info and data.spans; a SQLite file with the tables trace_info and trace_tags.",
    reads: """
      Feedback on traces and their spans; what spans of the type RETRIEVER gave; spans whose attributes are those of memory \
      spans (see otlp).
      """,
    makes: """
      A task for each trace that got feedback, with what was retrieved as its items and its name as the scene; applied proposals \
      where a memory was written. Batches are days, sessions, runs (of MLflow, else experiments or files) or single traces.
      """,
    loses: "Inputs, outputs, tokens, expectations, feedback that was replaced by another or is not valid.",
    flags: TracedLog.flags(batch: .day))

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(200) where try kind(of: file, source) != nil { return .yes }
    return .no
  }

  private enum Kind { case document, store }

  private static func kind(of file: SourceFile, _ source: ImportSource) throws -> Kind? {
    let head = try source.head(file)
    if head.starts(with: "SQLite format 3\0".utf8) {
      return MLflowStore.isStore(source.filePath(file)) ? .store : nil
    }
    guard ["json", "jsonl", "ndjson", ""].contains(file.ending) else { return nil }
    let (outer, below) = try source.names(file)
    if outer.contains("info"), below.contains("trace_id") || below.contains("request_id") { return .document }
    let isRow =
      outer.contains("trace_metadata") || outer.contains("request_metadata")
      || outer.contains("trace_location")
    return isRow && (outer.contains("trace_id") || outer.contains("request_id")) ? .document : nil
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var traces = MLflowTraces()
    for file in source.files {
      switch try kind(of: file, source) {
      case .document: try source.eachRow(file) { traces.take($0, in: file.name) }
      case .store: try MLflowStore(file, source, request.pulse).read(into: &traces)
      case nil: draft.account.leftOut("a file that holds no traces of MLflow", example: file.name)
      }
    }
    draft.account.leftOut("an expectation: it says what should be, not what was", count: traces.expectations)
    draft.account.leftOut("feedback that was replaced, failed or is not valid", count: traces.invalid)
    try TracedLog.make(of: traces.sightings, source, request, into: &draft)
  }
}
