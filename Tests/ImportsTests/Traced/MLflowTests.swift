import Files
import Foundation
import GoldenSupport
import Imports
import SQLite
import Testing
import TraceLogs

@Suite struct MLflowTests {
  private let span = """
    {"trace_id": "AAAA", "span_id": "q83vASNFZ4k=", "parent_span_id": null, "name": "find", "start_time_unix_nano": 1781776801000000000, \
    "status": {"code": "STATUS_CODE_OK"}, "attributes": {"mlflow.spanType": "\\"RETRIEVER\\"", \
    "mlflow.spanOutputs": "[{\\"page_content\\": \\"Found.\\", \\"metadata\\": {}, \\"id\\": \\"d1\\"}]"}, "events": [], "links": []}
    """
  private let write = """
    {"trace_id": "AAAA", "span_id": "q83vASNFZ4g=", "parent_span_id": "q83vASNFZ4k=", "name": "put", \
    "start_time_unix_nano": 1781776802000000000, "status": {"code": "STATUS_CODE_OK"}, "attributes": \
    {"gen_ai.operation.name": "\\"create_memory\\"", "gen_ai.memory.record.id": "\\"m1\\"", \
    "gen_ai.memory.records": "[{\\"content\\": \\"Go on.\\"}]"}, "events": []}
    """

  private func check(_ result: ImportResult, _ name: String) {
    #expect(result.log.tasks.outcome == [1], "\(name)")
    #expect(
      result.log.tasks.name[0] == "tr-1" && result.log.symbols[Int(result.log.tasks.scene[0])] == "agent",
      "\(name)")
    #expect(result.log.items.map(\.content) == ["Found."], "\(name)")
    #expect(result.log.proposals.count == 1 && result.log.proposals.content[0] == "Go on.", "\(name)")
    #expect(result.log.batches.map(\.label) == ["s1"], "\(name)")
    #expect(
      result.account[.leftOut].map(\.text) == [
        "an expectation: it says what should be, not what was",
        "feedback that was replaced, failed or is not valid",
      ], "\(name)")
  }

  private let assessments = """
    [{"assessment_name": "correct", "feedback": {"value": true}, "valid": true}, \
    {"assessment_name": "wanted", "expectation": {"value": "x"}}, {"assessment_name": "correct", "feedback": {"value": 0}, "valid": false}]
    """

  @Test func tracesAsJSON() throws {
    let third = """
      {"info": {"trace_id": "tr-1", "request_time": "2026-06-18T10:00:00Z", "state": "OK", "tags": {"mlflow.traceName": "agent"}, \
      "trace_metadata": {"mlflow.trace.session": "s1"}, "assessments": \(assessments)}, "data": {"spans": [\(span), \(write)]}}
      """
    let second = """
      {"info": {"request_id": "tr-1", "timestamp_ms": 1781776800000, "status": "OK", "tags": {"mlflow.traceName": "agent"}, \
      "request_metadata": {"mlflow.trace.session": "s1"}, "assessments": \(assessments)}, "data": {"spans": [\(span), \(write)]}}
      """
    let row = """
      {"trace_id": "tr-1", "request_time": 1781776800000, "tags": {"mlflow.traceName": "agent"}, "trace_metadata": \
      {"mlflow.trace.session": "s1"}, "spans": [\(span), \(write)], "assessments": \(assessments)}
      """
    for (name, text) in [
      ("v3.json", third), ("list.json", "[\(third)]"), ("v2.jsonl", second + "\n"), ("row.json", "[\(row)]"),
    ] {
      try withFolder([name: text]) { folder in check(try imported(folder, flags: ["batch": "session"]), name)
      }
    }
  }

  private func store(_ statements: [String], _ body: (String) throws -> Void) throws {
    let path = temporaryPath() + ".db"
    try writeAtomically([], to: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let database = try Database(path: path, forReading: false)
      for statement in statements { try database.execute(statement) }
    }
    try body(path)
  }

  private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  @Test func tracesInAStore() throws {
    try store([
      "CREATE TABLE trace_info (request_id TEXT PRIMARY KEY, experiment_id INT, timestamp_ms INT, status TEXT)",
      "CREATE TABLE trace_tags (key TEXT, value TEXT, request_id TEXT)",
      "CREATE TABLE trace_request_metadata (key TEXT, value TEXT, request_id TEXT)",
      "CREATE TABLE spans (trace_id TEXT, span_id TEXT, content TEXT)",
      "CREATE TABLE assessments (assessment_id TEXT, trace_id TEXT, name TEXT, assessment_type TEXT, value TEXT, error TEXT, valid INT)",
      "INSERT INTO trace_info VALUES ('tr-1', 1, 1781776800000, 'OK')",
      "INSERT INTO trace_tags VALUES ('mlflow.traceName', 'agent', 'tr-1')",
      "INSERT INTO trace_request_metadata VALUES ('mlflow.trace.session', 's1', 'tr-1')",
      "INSERT INTO spans VALUES ('tr-1', 'a', \(quoted(span))), ('tr-1', 'b', \(quoted(write)))",
      """
      INSERT INTO assessments VALUES ('1', 'tr-1', 'correct', 'feedback', 'true', NULL, 1),
        ('2', 'tr-1', 'wanted', 'expectation', '"x"', NULL, 1), ('3', 'tr-1', 'correct', 'feedback', '0', NULL, 0)
      """,
    ]) { path in
      check(try imported(path, flags: ["batch": "session"]), "store")
      try mutate(path)
      // Bytes of the middle are lost.
      var bytes = try readWhole(path)
      for index in 4096..<min(bytes.count, 20_000) { bytes[index] = 0xFF }
      try writeAtomically(bytes, to: path)
      #expect(throws: (any Error).self) { try imported(path, as: "mlflow") }
    }
  }

  private func mutate(_ path: String) throws {
    var random = SeededGenerator.announced()
    let count = ProcessInfo.processInfo.environment["MAA_MUTATIONS"].flatMap { Int($0) } ?? 60
    let bytes = try readWhole(path)
    defer { try? writeAtomically(bytes, to: path) }
    for _ in 0..<count {
      var mutated = bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        mutated[Int.random(in: 0..<mutated.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      try writeAtomically(mutated, to: path)
      _ = try? imported(path, as: "mlflow")
    }
  }

  /// A view could reckon without end: it is not asked.
  @Test func viewsAreNotRead() throws {
    try store([
      "CREATE TABLE trace_info (request_id TEXT, timestamp_ms INT)",
      "INSERT INTO trace_info VALUES ('tr-1', 1781776800000)",
      """
      CREATE VIEW spans AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT 'tr-1' AS trace_id, 'x' AS span_id, '{}' AS content FROM n
      """,
    ]) { path in
      let result = try imported(path)
      #expect(result.log.batches.count == 1 && result.log.tasks.count == 0)
    }
  }
}
