import Foundation
import GoldenSupport
import Importing
import SQLite
import Testing
import TraceLogs

@Suite struct Mem0Tests {
  private static let table = """
    CREATE TABLE history (id TEXT PRIMARY KEY, memory_id TEXT, old_memory TEXT, new_memory TEXT, event TEXT,
      created_at DATETIME, updated_at DATETIME, is_deleted INTEGER);
    """

  private func row(_ id: String, _ event: String, _ new: String?, _ time: String?) -> String {
    func text(_ text: String?) -> String { text.map { "'\($0)'" } ?? "NULL" }
    return
      "INSERT INTO history SELECT 'x'||count(*), \(text(id)), NULL, \(text(new)), \(text(event)), \(text(time)), NULL, 0 FROM history;"
  }

  private var usual: String {
    Mem0Tests.table
      + [
        row("a", "ADD", "likes tea", "2026-01-01T10:00:00+00:00"),
        row("b", "ADD", "has a cat", "2026-01-01T10:00:01Z"),
        row("b", "DELETE", nil, nil), row("a", "UPDATE", "likes  tea", "2026-01-01T10:00:02Z"),
        row("a", "UPDATE", "likes green tea", "2026-01-01 12:00:30+01:00"), row("z", "DELETE", nil, nil),
        row("c", "NONE", nil, "2026-01-01T12:00:00Z"),
        row("b", "ADD", "has two cats", "2026-01-01T12:00:00Z"),
      ].joined()
  }

  /// A file with what these statements make.
  private func withDatabase(_ statements: String, _ body: (String) throws -> Void) throws {
    let path = temporaryPath() + ".db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let database = try Database()
    try database.execute(statements)
    var size: Int64 = 0
    let image = try #require(database.api.serialize(database.connection, "main", &size, 0))
    defer { database.api.free(image) }
    try Data(bytes: image, count: Int(size)).write(to: URL(fileURLWithPath: path))
    try body(path)
  }

  @Test func rowsAreEditsAndCallsBatches() throws {
    try withDatabase(usual) { path in
      let result = try imported(path)
      #expect(
        edits(result.log) == [
          ["+a likes tea", "+b has a cat", "-b"], ["a= likes green tea"], ["+b~2 has two cats"],
        ])
      #expect(result.log.batches.map(\.time)[1] == "2026-01-01 12:00:30+01:00")
      #expect(
        result.account[.leftOut].map(\.text) == [
          "an UPDATE that changes nothing", "a DELETE of a memory that does not stand",
          "an event that changes nothing (NONE)",
        ])
      #expect(result.account[.leftOut][1].place == "row 6 of history")
      #expect(try imported(path, flags: ["gap": "7200"]).log.batches.count == 1)
    }
  }

  @Test func memoriesAsTheyStandAreOneBatch() throws {
    let json =
      #"{"results": [{"id": "m1", "memory": "likes tea", "hash": "x"}, {"id": "m2", "memory": "has a cat"}]}"#
    try withFolder(["memories.json": json]) { folder in
      let log = try imported(folder).log
      #expect(edits(log) == [["+m1 likes tea", "+m2 has a cat"]])
    }
  }

  @Test func viewsTriggersAndVirtualTablesAreNotTouched() throws {
    let hostile = [
      "CREATE VIEW history AS SELECT 'a' AS memory_id, 'ADD' AS event, randomblob(1000000000) AS new_memory;",
      "CREATE VIRTUAL TABLE history USING fts5(memory_id, event, new_memory);",
      """
      CREATE TABLE history (memory_id TEXT, event TEXT, secret TEXT,
        new_memory TEXT GENERATED ALWAYS AS (load_extension('x')) VIRTUAL);
      """,
    ]
    for statements in hostile {
      // A schema that this SQLite does not even make is no danger.
      do {
        try withDatabase(statements) { path in
          do {
            _ = try imported(path, as: "mem0")
            Issue.record("it was read: \(statements)")
          } catch is ImportFault {}
        }
      } catch is DatabaseFault {}
    }
    let triggered =
      usual
      + "CREATE TABLE log (x); CREATE TRIGGER t AFTER INSERT ON history BEGIN INSERT INTO log VALUES (1); END;"
      + "CREATE VIEW v AS SELECT randomblob(1000000000);"
    try withDatabase(triggered) { path in
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(try imported(path).log.batches.count == 3)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
      for ending in ["-journal", "-wal", "-shm"] {
        #expect(!FileManager.default.fileExists(atPath: path + ending))
      }
    }
  }

  @Test func damagedFilesAreRefusedOrRead() throws {
    try withDatabase(usual) { path in
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      var random = SeededGenerator.announced()
      for round in 0..<300 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...20, using: &random) {
          damaged[Int.random(in: 16..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        if round % 4 == 0 { damaged.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
        try Data(damaged).write(to: URL(fileURLWithPath: path))
        do { _ = try imported(path, as: "mem0") } catch is ImportFault {}
      }
    }
  }
}

@Suite struct LettaTests {
  private func agent(_ messages: String) -> String {
    """
    {"agents": [{"id": "agent-0", "block_ids": ["b0", "b1"], "messages": [\(messages)]}],
     "blocks": [{"id": "b0", "label": "human", "value": "Name: Ada\\nLikes: green tea"},
                {"id": "b1", "label": "persona", "value": "I am kind."}, {"id": "b2", "label": "empty", "value": ""}]}
    """
  }

  private func call(_ name: String, _ arguments: String) -> String {
    let quoted = arguments.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return
      #"{"role": "assistant", "created_at": "2026-01-01", "tool_calls": [{"function": {"name": "\#(name)", "arguments": "\#(quoted)"}}]}"#
  }

  @Test func blocksWithoutEditsAreOneBatch() throws {
    try withFolder(["a.af": agent("")]) { folder in
      let result = try imported("\(folder)/a.af")
      #expect(edits(result.log) == [["+human Name: Ada\nLikes: green tea", "+persona I am kind."]])
      #expect(result.account[.leftOut].map(\.text) == ["an empty block"])
    }
  }

  @Test func editsInMessagesAreUndoneToTheBeginning() throws {
    let messages = [
      call("core_memory_append", #"{"label": "human", "content": "Likes: tea"}"#),
      call("send_message", #"{"message": "hello"}"#),
      call(
        "core_memory_replace",
        #"{"label": "human", "old_content": "Likes: tea", "new_content": "Likes: green tea"}"#),
      call("archival_memory_insert", #"{"content": "Ada was born in 1815."}"#),
      call("core_memory_append", #"{"label": "persona", "content": "never said"}"#),
    ]
    try withFolder(["a.af": agent(messages.joined(separator: ", "))]) { folder in
      let result = try imported("\(folder)/a.af")
      #expect(result.log.items.map(\.content) == ["Name: Ada", "I am kind."])
      #expect(
        edits(result.log).map { $0.map { $0.split(separator: " ", maxSplits: 1)[1] } } == [
          ["Name: Ada\nLikes: tea"], ["Name: Ada\nLikes: green tea"], ["Ada was born in 1815."],
        ])
      #expect(result.account[.leftOut].contains { $0.text.hasPrefix("an edit that does not lead") })
    }
  }
}
