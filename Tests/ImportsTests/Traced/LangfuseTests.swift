import Imports
import Testing
import TraceLogs

@Suite struct LangfuseTests {
  private let metadata =
    #"{\"attributes\":{\"gen_ai.operation.name\":\"create_memory\",\"gen_ai.memory.record.id\":\"m1\",\"gen_ai.memory.record.content\":\"Go on.\"}}"#

  private func check(_ result: ImportResult, _ name: String) {
    #expect(result.log.tasks.outcome == [0.75], "\(name)")
    #expect(result.log.tasks.name[0] == "t1", "\(name)")
    #expect(result.log.tasks.scene.map { result.log.symbols[Int($0)] } == ["chat"], "\(name)")
    #expect(result.log.proposals.count == 1 && result.log.proposals.content[0] == "Go on.", "\(name)")
    #expect(result.log.items.map(\.content) == ["Found."], "\(name)")
    #expect(result.log.batches.map(\.label) == ["s1"], "\(name)")
    #expect(result.account[.noted].contains { $0.text.hasPrefix("2 spans in 2 traces") }, "\(name)")
  }

  /// A page's export says everything twice, once in the trace and once beside it.
  @Test func tracesOneByOne() throws {
    let observations = """
      [{"id": "o1", "traceId": "t1", "startTime": "2026-06-18T10:00:01Z", "type": "RETRIEVER", "name": "find", "level": "DEFAULT", \
      "parentObservationId": null, "projectId": "p", "output": "[{\\"id\\": \\"d1\\", \\"content\\": \\"Found.\\"}]"},
       {"id": "o2", "traceId": "t1", "startTime": "2026-06-18T10:00:02Z", "type": "SPAN", "name": "put", "level": "DEFAULT", \
      "parentObservationId": "o1", "projectId": "p", "metadata": "\(metadata)"}]
      """
    let scores = """
      [{"id": "c1", "traceId": "t1", "name": "good", "value": 0.5, "dataType": "NUMERIC", "source": "EVAL"}, \
      {"id": "c2", "traceId": "t1", "name": "good", "value": 1, "dataType": "BOOLEAN", "source": "EVAL"}, \
      {"id": "c3", "traceId": "t1", "name": "kind", "value": 3, "stringValue": "blue", "dataType": "CATEGORICAL", "source": "EVAL"}]
      """
    let trace = """
      {"trace": {"id": "t1", "projectId": "p", "name": "chat", "timestamp": "2026-06-18T10:00:00Z", "sessionId": "s1", \
      "scores": \(scores), "observations": \(observations)}, "observations": \(observations)}
      """
    let other =
      #"{"trace": {"id": "t2", "projectId": "p", "name": "chat", "timestamp": "2026-06-19T10:00:00Z", "sessionId": "s2", "scores": []}, "observations": []}"#
    try withFolder(["a.json": trace, "b.json": other]) { folder in
      check(try imported(folder, flags: ["batch": "session"]), "single")
    }
  }

  @Test func tablesOfTracesObservationsAndScores() throws {
    let traces = """
      {"id": "t1", "timestamp": "2026-06-18 10:00:00.000000", "name": "chat", "project_id": "p", "session_id": "s1", "environment": "d"}
      {"id": "t2", "timestamp": "2026-06-19 10:00:00.000000", "name": "chat", "project_id": "p", "session_id": "s2", "environment": "d"}
      """
    let observations = """
      id,trace_id,type,parent_observation_id,start_time,name,level,output,metadata,project_id
      o1,t1,RETRIEVER,,2026-06-18 10:00:01,find,DEFAULT,"[{""id"": ""d1"", ""content"": ""Found.""}]",{},p
      o2,t1,SPAN,o1,2026-06-18 10:00:02,put,DEFAULT,,"\(metadata.replacing("\\\"", with: "\"\""))",p
      """
    let scores = """
      [{"id": "c1", "timestamp": "2026-06-18 10:00:00", "project_id": "p", "trace_id": "t1", "name": "good", "value": 0.5, "data_type": "NUMERIC", "source": "API"},
       {"id": "c2", "timestamp": "2026-06-18 10:00:00", "project_id": "p", "trace_id": "t1", "name": "good", "value": 1, "data_type": "NUMERIC", "source": "API"},
       {"id": "c4", "timestamp": "2026-06-18 10:00:00", "project_id": "p", "trace_id": null, "session_id": "s1", "name": "good", "value": 1, "data_type": "NUMERIC", "source": "API"}]
      """
    let files = ["traces/1.jsonl": traces, "observations/1.csv": observations, "scores/1.json": scores]
    try withFolder(files) { folder in
      let result = try imported(folder, flags: ["batch": "session"])
      check(result, "tables")
      #expect(result.account[.leftOut].map(\.text).contains("a judgement of a whole session"))
    }
  }
}
