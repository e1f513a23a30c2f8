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
}
