import Imports
import Testing
import TraceLogs

/// SkillX, skill selection and Shapley values on samples of our own.
@Suite struct ExperimentFormatsTests {
  @Test func foldersAreArmsAndRunsAreBatches() throws {
    let files = [
      "bfcl/with/a.jsonl": """
      {"task_id": "t1", "score": 1.0, "selected_skill_count": 2}
      {"task_id": "t1", "score": 0.5, "selected_skill_count": 0}
      """,
      "bfcl/without/a.jsonl": #"{"task_id": "t1", "score": 0.0, "selected_skill_count": 0}"#,
      "tau/with/r.json":
        #"{"info": {}, "simulations": [{"task_id": "2", "trial": 1, "reward_info": {"reward": 1.0}}]}"#,
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.batches.map(\.label) == ["bfcl run 0", "bfcl run 1", "tau run 1"])
      #expect(log.arms == ["with", "without", "with", "with"])
      #expect(log.tasks.outcome == [1, 0, 0.5, 1])
      #expect(result.account[.leftOut].map(\.count) == [1])
    }
  }

  @Test func rulesAreItemsInContext() throws {
    func question(_ id: String, _ hard: Int, _ rules: String, _ length: Int) -> String {
      #"{"sample_id": "\#(id)", "hard": \#(hard), "selected_indices": [\#(rules)], "prompt_chars": \#(length)}"#
    }
    let result = """
      {"results": {"none": {"per_item": [\(question("q", 0, "", 100))]}, "top": {"per_item": [\(question("q", 1, "", 900))]},
        "chosen": {"per_item": [\(question("q", 1, "3, 0", 500))]}}, "skill": "E:\\\\x\\\\best.md"}
      """
    try withFolder(["r.json": result]) { folder in
      let log = try imported(folder).log
      #expect(log.items.map(\.id) == ["rule 0", "rule 3"])
      #expect(log.items[0].content == "rule 0 of best.md; its text is not in the log")
      #expect(log.arms == ["none", "chosen"])
      #expect(log.contexts == [[], ["rule 3", "rule 0"]])
      #expect(try imported(folder, flags: ["unknown": "keep"]).log.tasks.count == 3)
    }
  }

  private let experiences = [
    ShapleyExperience(id: "G0", content: "a", marginals: [0, 0.2]),
    ShapleyExperience(id: "G1", content: "b", marginals: [0.1]),
    ShapleyExperience(id: "G2", content: "c", marginals: [-0.1, 0.1]),
    ShapleyExperience(id: "G10", content: "d", marginals: []),
  ]

  private func line(_ set: Int, _ calls: Int, _ a: Double, _ b: Double, _ c: Double) -> ShapleyLine {
    ShapleyLine(set: set, calls: calls, values: ["G0": a, "G1": b, "G2": c, "G10": 0])
  }

  @Test func theHistoryTellsInWhichSetAMarginalWasMeasured() {
    var history = [line(1, 1, 0, 0, 0), line(1, 2, 0, 0, 0), line(1, 3, 0, 0, -0.1)]
    history += [line(2, 4, 0, 0, -0.1), line(2, 5, 0, 0.1, -0.1)]
    history += [line(3, 6, 0, 0.1, -0.1), line(3, 7, 0.1, 0.1, -0.1), line(3, 8, 0.1, 0.1, 0)]
    #expect(ShapleyPlaces(experiences, history).sets == [[1, 3], [2], [1, 3], []])
    #expect(ShapleyPlaces(experiences, Array(history.dropLast(2))).sets == nil)
    #expect(ShapleyPlaces(experiences, []).sets == nil)
  }

  @Test func marginalsOfASetAreOneCall() throws {
    func ranked(_ id: String, _ content: String, _ marginals: String) -> String {
      #"{"experience_id": "\#(id)", "psi_value": 0, "all_marginals": [\#(marginals)], "content": "\#(content)"}"#
    }
    let files = [
      "progress.json": """
      {"ranked_experiences": [\(ranked("G10", "ten", "0.3")), \(ranked("G2", "two", "-0.1, 0.2")), \(ranked("G3", "none", ""))]}
      """,
      "loo.json":
        #"{"v_full": 0.5, "ranked": [{"experience_id": "G2", "loo_score": 0.1, "v_without": 0.4, "content": "two"}]}"#,
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.contents == ["two", "none", "ten"])
      #expect(log.calls.baseline == [0, 0, 0.4])
      #expect(log.calls.value == [-0.1, 0.3, 0.2, 0.5])
      #expect(log.calls.batch == [0, 1, 2])
      #expect(
        result.account[.cannot].map(\.text) == ["say anything of 1 experiences that no set was measured with"]
      )
    }
  }
}
