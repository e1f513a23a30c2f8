import Imports
import SQLite
import Testing
import TraceLogs

@Suite struct TrainingFreeGRPOTests {
  @Test func experiencesOfAnAgentAreAdditions() throws {
    let yaml = """
      # @package _global_
      agent:
        name: a
        instructions: "Solve it.\\n\\nRead:\\n[G0]. First: do\\
          \\ \\"this\\".\\n\\
          [G1]. Second: \\u2192 that."
      toolkits: {}
      """
    try withFolder(["x_agent.yaml": yaml, "base.yaml": "agent:\n  instructions: \"Help.\"\n"]) { folder in
      let result = try imported(folder)
      #expect(result.log.contents == ["First: do \"this\".", "Second: \u{2192} that."])
      #expect((0..<2).map { result.log.proposals.id[$0] } == ["G0", "G1"])
      #expect(result.account[.leftOut].map(\.text) == ["an agent without experiences"])
    }
  }

  @Test(arguments: [
    ("a: plain text\n  goes on\nb: 1", "plain text goes on"),
    ("a: |-\n  one\n    two\n\n  three\nb: 1", "one\n  two\n\nthree"),
    ("a: >\n  one\n  two\n\n  three\n", "one two\nthree"), ("a: 'it''s\n  here'\n", "it's here"),
    ("x:\n  a: \"q\\tz\\x41\"\n", "q\tzA"), ("- a: ''\n", ""), ("a:\n", ""),
  ]) func textsOfYAMLAreReadInEachWayOfWritingOne(_ yaml: String, _ text: String) {
    #expect(YAMLText.values(of: "a", in: yaml) == [text])
  }

  private func judgement(_ label: String, _ experiences: String, _ psi: String, _ words: String) -> String {
    #"{"label": "\#(label)", "scores": {}, "psi_proxy": {\#(psi)}, "individual_scores": [\#(words)], "experiences": {\#(experiences)}}"#
  }

  @Test func judgesVoteOnExperiencesThatAreFollowedByText() throws {
    let helpful = #"{"experience_id": "G0", "classification": "HELPFUL"}"#
    let harmful =
      #"{"experience_id": "G1", "classification": "HARMFUL"}, {"experience_id": "G1", "classification": "HELPFUL"}"#
    let files = [
      "j10.json": judgement("step10_round0", #""G0": "b b""#, #""G0": -1.0"#, ""),
      "j2.json": judgement(
        "step2_round0", #""G0": "a", "G1": "b b""#, #""G0": 1.0, "G1": 0.5"#, helpful + ", " + harmful),
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.batches.map(\.label) == ["step2_round0", "step10_round0"])
      #expect(log.places == ["add tail", "add tail", "modify steps/G0"])
      #expect(log.votes.helpful == [1, 0, 0])
      #expect(log.votes.harmful == [0, 1, 1])
      let scored = try imported(folder, flags: ["judge": "score"]).log
      #expect(scored.votes.isEmpty)
      #expect(scored.calls.value == [1, 0.5, -1])
    }
  }

  @Test func aStepProposesAndTheMemoryTellsWhatWasTaken() throws {
    let step = """
      {"metadata": {"epoch": 0, "step": 1}, "raw_rollouts": [{"question": "q", "reward": 1.0}, {"question": "q", "reward": 0.0}],
       "rollout_grouping": {"num_groups": 1},
       "group_update": [{"parsed_operations": [{"operation": "ADD", "id": null, "content": "new"}, {"operation": "UPDATE", "id": "G0", "content": "old one"},
         {"operation": "DELETE", "id": "G1", "content": "x"}, {"operation": "NONE", "id": null, "content": "y"}]}],
       "batch_update": {"memory_before": {"G0": "old", "G1": "other thing"}, "memory_after": {"G0": "other thing", "G1": "new"}}, "memory_diff": {}}
      """
    try withFolder(["logs/epoch_0/step_1.json": step]) { folder in
      let log = try imported(folder).log
      #expect(log.items.map(\.content) == ["old", "other thing"])
      #expect(log.tasks.outcome == [1, 0])
      #expect(log.contexts[0] == ["G0", "G1"])
      #expect(log.places == ["modify G0", "modify G1", "modify G0", "add tail"])
      #expect(log.contents == ["old one", "", "", "new"])
      #expect(log.applied.map(\.proposal) == [2, 3])
    }
  }

  @Test func operationsOfAPromptAreProposed() throws {
    let prompt =
      #"Experience G3:\nContent: Keep {it}.\nRelated Operations:\n{\n  \"operation\": \"UPDATE\",\n  \"id\": \"G3\",\n  \"content\": \"Keep \\\"}\\\" it.\"\n}\n{broken}\n{\n  \"operation\": \"ADD\", \"id\": null, \"content\": \"New.\"\n}\n"#
    let file =
      #"{"stage": "batch_update", "captured_at": "2026-01-01", "system_prompt": "s", "user_prompt": "\#(prompt)"}"#
    try withFolder(["p.json": file]) { folder in
      let result = try imported(folder)
      #expect(result.log.items.map(\.content) == ["Keep {it}."])
      #expect(result.log.places == ["modify G3", "add tail"])
      #expect(result.log.contents == ["Keep \"}\" it.", "New."])
      #expect(result.account[.leftOut].map(\.text) == ["an operation that is no JSON"])
    }
  }

  @Test func aScoredSetIsABundle() throws {
    let sets = """
      {"baseline_mean_at_1": 0.1, "results": {"none": {"mean_at_1": 0.1, "experience_ids": []},
       "both": {"mean_at_1": 0.3, "experience_ids": ["G1", "G0"]}, "one": {"mean_at_1": 0.2, "experience_ids": ["G1"]}}}
      """
    let agent = "agent:\n  instructions: |\n    [G0]. a\n    [G1]. b\n"
    try withFolder(["s.json": sets, "x.yaml": agent]) { folder in
      let log = try imported(folder).log
      #expect(log.calls.baseline == [0.1, 0.1])
      #expect(log.calls.value.sorted() == [0.2, 0.3])
      #expect(log.bundles.count == 1)
    }
  }

  @Test func theCacheHoldsTheMemoryAfterEachStep() throws {
    let path = temporaryPath() + ".db"
    try makeFile(path)
    do {
      let database = try Database(path: path, forReading: false)
      try database.execute(
        """
        CREATE TABLE cache_experience (id INTEGER PRIMARY KEY, experiment_name TEXT, step INTEGER, epoch INTEGER, batch INTEGER,
          experiences JSON, timestamp FLOAT, datetime TEXT);
        INSERT INTO cache_experience VALUES (1, 'math', 1, 0, 1, '{"G0": "b", "G1": "c d"}', 0, '2026-01-02'),
          (2, 'math', 0, 0, 0, '{"G0": "a", "G1": "b"}', 0, '2026-01-01');
        CREATE TABLE evaluation_data (id INTEGER PRIMARY KEY, exp_id TEXT, raw_question TEXT, reward FLOAT, correct BOOLEAN);
        INSERT INTO evaluation_data VALUES (1, 'math', 'q', 0.5, 1), (2, 'math', 'r', NULL, NULL);
        """)
    }
    let log = try imported(path).log
    #expect(log.batches.map(\.label) == ["math step 0", "math step 1", "rollouts of math"])
    #expect(log.contents == ["a", "b", "", "c d"])
    #expect(log.tasks.outcome == [0.5])
    #expect(log.arms == ["math"])
  }

  @Test func aDamagedCacheIsAFault() throws {
    let path = temporaryPath() + ".db"
    let bytes = Array("SQLite format 3\0".utf8) + Array("CREATE TABLE cache_experience".utf8)
    try makeFile(path, bytes)
    #expect(throws: ImportFault.self) { try imported(path) }
  }
}
