import Importing
import Testing
import TraceLogs

/// AlphaOPT, ReasoningBank, ReMe and Memento on samples of our own.
@Suite struct LibraryFormatsTests {
  private func insight(_ id: Int, _ iteration: Int, _ condition: String, _ positive: String) -> String {
    #"{"insight_id": \#(id), "taxonomy": {"A": {"B": ["C"]}}, "condition": "\#(condition)", "explanation": "E.", "example": "x", "iteration": \#(iteration), "task_id": ["T1", "T2"], "distribution": {"positive": [\#(positive)], "negative": ["T9"], "irrelevant": ["T3"], "invalid": []}}"#
  }

  @Test func insightsComeInByIteration() throws {
    let library = "[\(insight(7, 1, "Later.", "")), \(insight(3, 0, "First.", #""T1", "T4""#))]"
    try withFolder(["library.json": library]) { folder in
      let log = try imported(folder).log
      #expect(log.batches.map(\.epoch) == [0, 1])
      #expect(log.contents == ["First.\n\nE.\n\nx", "Later.\n\nE.\n\nx"])
      #expect(log.reasons[0] == "A / B / C; from T1, T2")
      #expect(log.votes.helpful == [0, 2])
      #expect(log.votes.harmful == [1, 1])
    }
  }

  @Test func severalLibrariesAreStates() throws {
    let files = [
      "lib_iter1.json": "[\(insight(1, 0, "One.", ""))]", "lib_iter10.json": "[\(insight(2, 0, "Two.", ""))]",
      "lib_iter2.json": "[\(insight(1, 0, "One more.", "")), \(insight(2, 0, "Two.", ""))]",
    ]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(log.batches.map(\.label) == ["lib_iter1.json", "lib_iter2.json", "lib_iter10.json"])
      #expect(log.places == ["add tail", "modify 1", "add tail", "modify 1"])
      #expect(log.contents.last == "")
    }
  }

  @Test func seedsAreTheBankAndItemsOfATaskComeWithIt() throws {
    let files = [
      "seeds.json": #"[{"id": "a", "title": "T", "desc": "D", "content": "C", "src": "seed", "tags": []}]"#,
      "memory.jsonl": """
      {"task_id": 47, "query": "Find it", "status": "success", "template_id": 3, "memory_items": ["# Memory Item 1\\n## Title Look", "## Content Look there.", "# Memory Item 2\\n## Title Wait"]}
      {"task_id": 48, "query": "Buy it", "status": "fail", "memory_items": []}
      """,
      "judged.json": """
      {"experiment": "x", "task_results": [{"task_id": "t", "query": "q", "strategy_results":
        {"none": {"rollouts": [{"judgment": {"success": true}}, {"judgment": null}]}, "think": {"rollouts": [{"judgment": {"success": false}}]}}}]}
      """,
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.items.map(\.content) == ["T\n\nD\n\nC"])
      #expect(log.contents == ["## Title Look\n\n## Content Look there.", "## Title Wait"])
      #expect(log.taskNames == ["47", "48", "t", "t"])
      #expect(log.tasks.outcome == [1, 0, 1, 0])
      #expect(log.arms == ["", "", "none", "think"])
      #expect(result.account[.leftOut].map(\.text) == ["a rollout without a judgment"])
    }
  }

  private func memory(_ id: String, _ time: String, _ utility: Int) -> String {
    #"{"workspace_id": "w", "memory_id": "\#(id)", "when_to_use": "When \#(id)", "content": "Do \#(id)", "time_created": "\#(time)", "metadata": {"category": "success", "task_query": "q", "utility": \#(utility), "freq": 4}}"#
  }

  @Test func memoriesOfOneMinuteAreABatch() throws {
    let lines = [memory("b", "2026-01-01 10:01:30", 2), memory("a", "2026-01-01 10:00:59", 0)]
    try withFolder(["store.jsonl": lines.joined(separator: "\n")]) { folder in
      let log = try imported(folder).log
      #expect(log.batches.map(\.time) == ["2026-01-01 10:00", "2026-01-01 10:01"])
      #expect(log.contents == ["When a\n\nDo a", "When b\n\nDo b"])
      #expect(log.reasons[0] == "success: q")
      #expect(log.votes.helpful == [2])
      #expect(try imported(folder, flags: ["batch": "store"]).log.batches.count == 1)
    }
  }

  @Test func aBadLineIsAFaultOrLeftOut() throws {
    let lines = [memory("a", "2026-01-01 10:00:59", 0), #"{"memory_id": "b", "when_to_use": "x"}"#, "{"]
    try withFolder(["store.jsonl": lines.joined(separator: "\n")]) { folder in
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/store.jsonl", place: "line 2, content", seen: "nothing", expected: "a value")
      ) { try imported(folder) }
      let result = try imported(folder, lenient: true)
      #expect(result.log.contents.count == 1)
      #expect(result.account[.leftOut].map(\.count) == [2])
      #expect(result.account[.leftOut][0].place == "store.jsonl:2")
    }
  }

  @Test func aQueryIsATaskWithAllItsCases() throws {
    let files = [
      "memory.jsonl": #"{"case": "c1", "plan": "p1", "case_label": "positive"}"#,
      "training_data.jsonl": """
      {"query": "q1", "case": "c1", "case_label": "positive", "plan": "p1", "truth_label": true}
      {"query": "q1", "case": "c2", "case_label": "negative", "plan": "p2", "truth_label": true}
      {"query": "q1", "case": "c2", "case_label": "negative", "plan": "p2", "truth_label": true}
      {"query": "q2", "case": "c1", "case_label": "positive", "plan": "p1", "truth_label": false}
      """,
      "memo.jsonl": #"{"question": "q3", "plan": "p3", "reward": 1}"#,
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.contents == ["c1\n\np1", "c2\n\np2", "q3\n\np3"])
      #expect(log.reasons == ["positive", "negative", "positive"])
      #expect(log.taskNames == ["q1", "q2", "q3"])
      #expect(log.tasks.outcome == [1, 0, 1])
      #expect(log.contexts == [["case 1", "case 2"], ["case 1"], []])
      #expect(result.account[.leftOut].map(\.count) == [1])
    }
  }
}
