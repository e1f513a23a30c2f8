import Imports
import Testing
import TraceLogs

/// Rows of Phoenix, in the forms in which it hands them out, with their annotations beside them.
@Suite struct PhoenixTests {
  private let trace = "0123456789abcdef0123456789abcdef"

  private func check(_ result: ImportResult, _ name: String) {
    #expect(result.log.tasks.outcome == [0.5], "\(name)")
    #expect(result.log.items.map(\.content) == ["Look, then go.", "It's \"here\"."], "\(name)")
    #expect(result.log.tasks.item.map { result.log.symbols[Int($0)] } == ["d1", "d2"], "\(name)")
    #expect(result.log.batches.map(\.label) == ["2026-06-18"], "\(name)")
    #expect(
      result.account[.leftOut].map(\.text) == ["a judgement of a span or an answer that is not in the log"],
      "\(name)")
  }

  private let annotations = """
    [{"span_id": "00000000000000aa", "name": "quality", "annotator_kind": "HUMAN", "result": {"score": 0.5, "label": "fair"}},
     {"span_id": "00000000000000ff", "name": "quality", "result": {"score": 1}}]
    """

  @Test func rowsWithFlatAndNestedAttributes() throws {
    let flat = """
      {"context.trace_id": "\(trace)", "context.span_id": "00000000000000aa", "parent_id": null, "name": "retrieve", \
      "span_kind": "RETRIEVER", "start_time": "2026-06-18T10:00:00+00:00", "status_code": "OK", "attributes.retrieval.documents": \
      [{"document.id": "d1", "document.content": "Look, then go."}, {"document.id": "d2", "document.content": "It's \\"here\\"."}]}
      """
    let nested = """
      {"data": [{"id": "x", "name": "retrieve", "context": {"trace_id": "\(trace)", "span_id": "00000000000000aa"}, \
      "span_kind": "RETRIEVER", "parent_id": null, "start_time": "2026-06-18T10:00:00Z", "status_code": "OK", \
      "attributes": {"openinference.span.kind": "RETRIEVER", "retrieval": {"documents": [{"document": {"id": "d1", \
      "content": "Look, then go."}}, {"document": {"id": "d2", "content": "It's \\"here\\"."}}]}}, "events": []}], "next_cursor": null}
      """
    for (name, text) in [
      ("spans.jsonl", flat + "\n" + flat), ("spans.json", "[" + flat + "]"), ("api.json", nested),
    ] {
      try withFolder([name: text, "annotations.json": annotations]) { folder in
        check(try imported(folder), name)
      }
    }
  }

  /// A data frame's CSV: lists as Python prints them.
  @Test func tablesAsPandasWritesThem() throws {
    let spans = """
      context.span_id,name,span_kind,parent_id,start_time,status_code,context.trace_id,attributes.openinference.span.kind,attributes.retrieval.documents
      00000000000000aa,retrieve,RETRIEVER,,2026-06-18 10:00:00+00:00,OK,\(trace),RETRIEVER,"[{'document.id': 'd1', 'document.content': 'Look, then go.', 'document.score': None}, {'document.id': 'd2', 'document.content': ""It's \\""here\\"".""}]"
      """
    let scores =
      "span_id,annotation_name,result.score,result.label\n00000000000000aa,quality,0.5,\n00000000000000ff,quality,1,\n"
    try withFolder(["spans.csv": spans + "\n", "scores.csv": scores]) { folder in
      check(try imported(folder), "csv")
    }
  }
}
