import Basics
import Files
import Importing
import JSON
import SQLite
import Spans

/// The SQLite file of a tracking server. Only tables are read, never views, which could reckon without end; columns that a
/// version does not have are done without.
struct MLflowStore {
  private let database: Database
  private let file: SourceFile
  private let shown: String
  private let pulse: Pulse

  init(_ file: SourceFile, _ source: ImportSource, _ pulse: Pulse) throws {
    (self.file, self.pulse) = (file, pulse)
    shown = source.shown(file)
    let input = try InputFile(source.filePath(file))
    source.note(file, sha256: try input.finishReading())
    database = try Database(path: source.filePath(file), forReading: true)
  }

  /// Whether a file is one; a damaged one is none.
  static func isStore(_ path: String) -> Bool {
    guard let database = try? Database(path: path, forReading: true) else { return false }
    let columns = (try? columns(of: "trace_info", database)) ?? []
    return columns.contains("request_id") && columns.contains("timestamp_ms")
  }

  func read(into traces: inout MLflowTraces) throws {
    do {
      try database.execute("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON")
      try readTraces(into: &traces)
      try readSpans(into: &traces)
      try readAssessments(into: &traces)
    } catch let fault as DatabaseFault {
      throw ImportFault.unfit(file: shown, place: "", seen: fault.message, expected: "a store of MLflow")
    }
  }

  /// The columns of a table; none where it is a view, or is not there.
  private static func columns(of table: String, _ database: Database) throws -> Set<String> {
    let query = try PreparedStatement(
      "SELECT c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name = ?",
      on: database)
    try query.bind(1, table)
    var columns: Set<String> = []
    while try query.next() { columns.insert(query.text(0)) }
    return columns
  }

  /// Rows of a table in the order in which they were written; columns that are missing are null.
  private func rows(_ table: String, _ wanted: [String], _ body: (PreparedStatement) throws -> Void) throws {
    let known = try MLflowStore.columns(of: table, database)
    guard let first = wanted.first, known.contains(first) else { return }
    // Names of tables and columns are constants of this file, so that nothing of the log becomes a statement.
    let columns = wanted.map { known.contains($0) ? "\"\($0)\"" : "NULL" }.joined(separator: ", ")
    let query = try PreparedStatement("SELECT \(columns) FROM \"\(table)\" ORDER BY rowid", on: database)
    var count = 0
    while try query.next() {
      if count % 1000 == 0 { try pulse.beat("reading", count, 0) }
      count += 1
      try body(query)
    }
  }

  private func text(_ row: PreparedStatement, _ column: Int32) -> String? {
    row.kind(column) == .null ? nil : row.text(column)
  }

  private func readTraces(into traces: inout MLflowTraces) throws {
    let sessions = try values(of: "trace_request_metadata", "mlflow.trace.session")
    let runs = try values(of: "trace_request_metadata", "mlflow.sourceRun")
    let names = try values(of: "trace_tags", "mlflow.traceName")
    try rows("trace_info", ["request_id", "timestamp_ms", "experiment_id", "session_id", "trace_name"]) {
      row in
      let id = row.text(0)
      traces.describe(
        id, name: text(row, 4) ?? names[id], session: text(row, 3) ?? sessions[id],
        run: runs[id] ?? text(row, 2).map { "experiment \($0)" } ?? file.name,
        start: Instant.parse(row.text(1)))
    }
  }

  private func values(of table: String, _ key: String) throws -> [String: String] {
    var values: [String: String] = [:]
    try rows(table, ["request_id", "key", "value"]) { row in
      if row.text(1) == key { values[row.text(0)] = row.text(2) }
    }
    return values
  }

  private func readSpans(into traces: inout MLflowTraces) throws {
    try rows("spans", ["trace_id", "content", "span_id"]) { row in
      guard let document = JSONDocument(Array(row.bytes(1))) else {
        throw ImportFault.unfit(
          file: shown, place: "span \(row.text(2)) of spans", seen: "no JSON", expected: "a span")
      }
      traces.takeSpan(document.root, of: row.text(0))
    }
  }

  private func readAssessments(into traces: inout MLflowTraces) throws {
    try rows("assessments", ["trace_id", "name", "assessment_type", "value", "error", "valid"]) { row in
      let value = text(row, 3).map { text in
        JSONDocument(Array(text.utf8)).map { AttributeValue($0.root) } ?? .text(text)
      }
      traces.takeAssessment(
        name: row.text(1), of: row.text(0), isFeedback: row.text(2) == "feedback", value: value,
        isValid: row.kind(5) == .null || row.integer(5) != 0)
    }
  }
}
