import Foundation
import Importing
import Imports
import Testing
import TraceLogs

/// What spans of memory make of a log, whichever tool wrote them down.
@Suite struct MemorySpanTests {
  /// Two traces of one day and one of the next: a record found, one created, changed, deleted.
  private let spans = [
    SpanSample.root(1, at: 0, session: "s1", score: 1),
    .memory("search_memory", 1, 11, at: 1, records: [["id": "old", "content": "Look first.", "score": 0.9]]),
    .memory("create_memory", 1, 12, at: 2, record: "new", records: [["content": "Open the drawer."]]),
    SpanSample.root(2, at: 10, session: "s2", score: 0),
    .memory(
      "search_memory", 2, 21, at: 11,
      records: [["id": "new", "content": "Open the drawer."], ["id": "old", "content": "Look first."]]),
    .memory("update_memory", 2, 22, at: 12, records: [["id": "new", "content": "Open the top drawer."]]),
    .memory("upsert_memory", 2, 23, at: 13, records: [["id": "new", "content": "Open the top drawer."]]),
    .memory("delete_memory", 2, 24, at: 14, record: "old"),
    .memory("delete_memory", 2, 25, at: 15, record: "never"),
    .memory("create_memory", 2, 26, at: 16, record: "x", records: [["content": "Lost."]], isFailed: true),
  ]

  private func check(_ log: TraceLog, _ name: String) {
    let contents = (0..<log.proposals.count).map { log.proposals.content[$0] }
    #expect(contents == ["Open the drawer.", "Open the top drawer.", ""], "\(name)")
    #expect(log.proposals.type == [.add, .modify, .modify], "\(name)")
    let anchors = log.proposals.anchor.map { log.symbols[Int($0)] }
    #expect(
      anchors == ["after:old", "new", "old"] || anchors == ["tail", "new", "old"], "\(name): \(anchors)")
    #expect(log.applied.count == 3 && log.items.map(\.id) == ["old"], "\(name)")
    #expect(log.items.map(\.content) == ["Look first."], "\(name)")
    #expect(log.tasks.outcome == [1, 0], "\(name)")
    #expect(log.tasks.name[0] == String(format: "%032x", 1), "\(name)")
    #expect(log.tasks.item.map { log.symbols[Int($0)] } == ["old", "new", "old"], "\(name)")
    #expect(log.tasks.scene.allSatisfy { log.symbols[Int($0)] == "cook" }, "\(name)")
    #expect(log.batches.map(\.label) == ["2026-06-18"] && log.batches.map(\.tasks) == [2], "\(name)")
    #expect(log.batches.map(\.time) == ["2026-06-18T10:00:00Z"], "\(name)")
  }

  @Test(arguments: SpanSpelling.allCases)
  func everySpellingMakesTheSameLog(spelling: SpanSpelling) throws {
    let text = SpanSample.json(spelling.document(spans))
    try withFolder(["spans.json": text]) { folder in
      let result = try imported(folder)
      check(result.log, "\(spelling)")
      #expect(result.files.map(\.name) == ["spans.json"])
      let left = result.account[.leftOut].map { "\($0.count) \($0.text)" }
      #expect(
        left == [
          "1 a write that changes nothing", "1 a deletion of a record that the log does not show",
          "1 an operation on a memory that failed",
        ], "\(spelling)")
    }
  }

  /// A document a line, in any number of lines, and spans in any order of them.
  @Test func linesAreReadAsDocumentsAre() throws {
    let lines = spans.map { SpanSample.json(SpanSpelling.otlp.document([$0])) }
    for order in [lines, lines.reversed()] {
      try withFolder(["spans.jsonl": order.joined(separator: "\n") + "\n"]) { folder in
        check(try imported(folder).log, "lines")
        check(try imported(folder + "/spans.jsonl", as: "otlp").log, "one file")
      }
    }
    let half = lines.count / 2
    let parts = [
      "a.jsonl": lines[..<half].joined(separator: "\n"), "b.jsonl": lines[half...].joined(separator: "\r\n"),
    ]
    try withFolder(parts) { folder in check(try imported(folder).log, "two files") }
    let printed = spans.map { SpanSample.json(SpanSpelling.printed.document([$0])).dropFirst().dropLast() }
    try withFolder(["spans.log": printed.joined(separator: "\n")]) { folder in
      check(try imported(folder).log, "printed one by one")
    }
  }

  @Test func batchesAreWhatIsAsked() throws {
    try withFolder(["spans.json": SpanSample.json(SpanSpelling.otlp.document(spans))]) { folder in
      let traces = [1, 2].map { String(format: "%032x", $0) }
      for (batch, labels) in [("session", ["s1", "s2"]), ("run", ["spans.json"]), ("trace", traces)] {
        let result = try imported(folder, flags: ["batch": batch])
        #expect(result.log.batches.map { $0.label ?? "" } == labels, "\(batch)")
      }
    }
  }

  @Test func storesKeepTheirRecordsApart() throws {
    let spans = [
      SpanSpelling.otlp.document([
        .memory("create_memory", 1, 1, at: 1, record: "a", records: [["content": "One."]], store: "x"),
        .memory("create_memory", 1, 2, at: 2, record: "a", records: [["content": "Two."]], store: "y"),
        .memory("delete_memory_store", 1, 3, at: 3, store: "x"),
      ])
    ]
    try withFolder(["s.jsonl": SpanSample.json(spans[0])]) { folder in
      let log = try imported(folder).log
      #expect((0..<3).map { log.proposals.content[$0] } == ["One.", "Two.", ""])
      #expect((0..<2).map { log.proposals.id[$0] } == ["x/a", "y/a"])
      #expect(log.symbols[Int(log.proposals.anchor[2])] == "x/a")
    }
  }

  @Test func contentsThatWereNotRecordedAreSaid() throws {
    let spans: [SpanSample] = [
      .root(1, at: 0, score: 1),
      .memory("create_memory", 1, 1, at: 1, record: "a"),
      .memory("create_memory", 1, 2, at: 2, record: "b"),
      .memory("search_memory", 1, 3, at: 3, records: [["id": "b", "content": "Seen later."]]),
      .memory("search_memory", 1, 4, at: 4),
      .memory("update_memory", 1, 5, at: 5, records: [["unknown": 1]]),
    ]
    try withFolder(["s.json": SpanSample.json(SpanSpelling.otlp.document(spans))]) { folder in
      let result = try imported(folder)
      #expect(result.log.proposals.content[0] == "Seen later." && result.log.proposals.count == 1)
      #expect(
        Set(result.account[.leftOut].map(\.text)) == [
          "a write whose content the log does not keep",
          "a search of which the log does not keep what it found",
          "records written in a way that is not understood",
        ])
    }
  }

  @Test func badLinesAreNamedOrLeftOut() throws {
    let good = SpanSample.json(SpanSpelling.otlp.document(spans))
    try withFolder(["s.jsonl": "\(good)\nnope\n\(good)\n{\"resourceSpans\":["]) { folder in
      #expect(
        throws: ImportFault.notJSON(file: "\(folder)/s.jsonl", line: 2, column: 1, flaw: nil)
      ) { try imported(folder, as: "otlp") }
      let source = try ImportSource(folder)
      let request = ImportRequest(lenient: true, similarity: SharedWords())
      let result = try importLog(source, try FormatRegistry.format(named: "otlp"), request)
      let lost = result.account[.leftOut].filter { $0.text.contains("line") }
      #expect(
        lost.map(\.text) == ["a line that is no JSON", "a last line that was cut off while it was written"])
      #expect(lost.map(\.place) == ["s.jsonl:2", "s.jsonl:4"])
    }
  }
}
