import Importing

/// Exports of Langfuse: a trace with all that is in it, as its page gives it, or tables of traces, observations and scores as
/// JSON, JSON Lines or comma-separated values.
///
/// Names after the export's field reference (snake case) and the public API (camel case).
enum LangfuseFormat: ImportFormat {
  static let manual = FormatManual(
    name: "langfuse", title: "Langfuse: traces, observations and scores, one by one or as tables",
    recognizes:
      "JSON with trace and observations; rows of traces, observations or scores with Langfuse's columns.",
    reads: """
      Scores of traces and of what is in them; observations whose attributes are those of memory spans (see otlp), and what \
      observations of the type RETRIEVER gave.
      """,
    makes: """
      A task for each trace that was scored, with what was retrieved as its items and its name as the scene; applied proposals \
      where a memory was written. Batches are days, sessions, runs (releases, else files) or single traces.
      """,
    loses:
      "Inputs, outputs, costs and corrections. Scores of sessions and of data-set runs, which are no trace's.",
    flags: TracedLog.flags(batch: .day))

  static func fit(_ source: ImportSource) throws -> FormatFit {
    for file in source.files.prefix(200) where try kind(of: file, source) { return .yes }
    return .no
  }

  private static func kind(of file: SourceFile, _ source: ImportSource) throws -> Bool {
    guard ["json", "jsonl", "ndjson", "csv", ""].contains(file.ending) else { return false }
    let (outer, below) = try source.names(file)
    func has(_ name: String, _ names: [String]) -> Bool {
      names.contains(name) || names.contains(ExportRow.snake(name))
    }
    if has("trace", outer) {
      return has("projectId", below) || has("observations", outer) || has("sessionId", below)
    }
    let marks = ["projectId", "sessionId", "userId", "environment", "bookmarked", "release"].count {
      has($0, outer)
    }
    if has("traceId", outer), has("name", outer), has("value", outer),
      has("source", outer) || has("dataType", outer)
    {
      return true
    }
    if has("traceId", outer), has("type", outer), has("startTime", outer), !has("spanId", outer) {
      return true
    }
    return has("id", outer) && has("timestamp", outer) && marks >= 2
  }

  static func read(_ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft) throws {
    var export = LangfuseExport()
    for file in source.files {
      guard try kind(of: file, source) else {
        draft.account.leftOut("a file that is no export of Langfuse", example: file.name)
        continue
      }
      try source.eachRow(file) { export.take($0, in: file.name) }
    }
    try TracedLog.make(of: export.sightings, source, request, into: &draft)
  }
}
