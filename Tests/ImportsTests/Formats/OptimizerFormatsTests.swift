import Imports
import Testing
import TraceLogs

/// GEPA and SkillOpt on samples of our own.
@Suite struct OptimizerFormatsTests {
  private let candidates =
    #"[{"system": "Be brief.", "user": "Ask."}, {"system": "Be exact.", "user": "Ask."}, {"system": "Be exact and brief.", "user": "Ask twice."}]"#

  @Test func anIterationIsABatchWithAParentAndAChild() throws {
    let files = [
      "run/candidates.json": candidates,
      "run/run_log.json": """
      [{"i": 0, "selected_program_candidate": 0, "subsample_ids": [1, 2], "subsample_scores": [1.0, 0.0], "new_subsample_scores": [1.0, 1.0], "new_program_idx": 1},
       {"i": 1, "selected_program_candidate": 1, "subsample_scores": [1.0, 1.0], "new_subsample_scores": [0.0, 1.0]},
       {"i": 2, "subsample_scores": [1.0]},
       {"i": 3, "merged": true, "merged_entities": [0, 1, 0], "id1_subsample_scores": [0.0, 1.0], "id2_subsample_scores": [1.0, 1.0],
        "new_program_subsample_scores": [1.0, 0.5], "new_program_idx": 2}]
      """,
      "run/gepa_state.bin": "\u{80}x",
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.items.map(\.content) == ["Be brief.", "Ask."])
      #expect(log.batches.map(\.label) == ["iteration 0", "iteration 3"])
      #expect(log.contents.prefix(3) == ["Be exact.", "Be exact and brief.", "Ask twice."])
      #expect(log.places.prefix(3) == ["modify system", "modify system", "modify user"])
      #expect(log.proposals.type.last == .bundle)
      #expect(log.calls.baseline == [0.5, 1])
      #expect(log.calls.value == [1, 0.75])
      #expect(
        result.account[.leftOut].map(\.text) == [
          "an iteration without scores of a parent and its child",
          "a candidate that was turned down, whose text is not in the log",
        ] || result.account[.leftOut].count == 2)
    }
  }

  @Test func aResultHoldsCandidatesAndScoresPerExample() throws {
    let result = """
      {"candidates": \(candidates), "parents": [[null], [0], [1]], "val_aggregate_scores": [0.5, 1.0, 0.0],
       "val_subscores": [{"a": 0.0, "b": 1.0}, {"a": 1.0, "b": 1.0}, {"b": 0.0}], "discovery_eval_counts": [0, 2, 4], "best_idx": 1}
      """
    try withFolder(["result.json": result]) { folder in
      let log = try imported(folder).log
      #expect(log.calls.baseline == [0.5, 1])
      #expect(log.calls.value == [1, 0])
      #expect(log.evals.map(\.score) == [0.5, 1, 0])
      #expect(log.taskNames == ["val a", "val b", "val a", "val b", "val b"])
      #expect(log.arms.last == "candidate 2")
    }
  }

  @Test func aTableOfPromptsHoldsTasks() throws {
    let table = "text,expected,one_correct,two_correct\n\"a, \"\"b\"\"\nc\",x,True,False\nd,y,False,True\n"
    try withFolder(["t.csv": table]) { folder in
      let log = try imported(folder, as: "gepa").log
      #expect(log.taskNames == ["a, \"b\"\nc", "a, \"b\"\nc", "d", "d"])
      #expect(log.tasks.outcome == [1, 0, 0, 1])
      #expect(log.arms == ["one", "two", "one", "two"])
    }
    try withFolder(["t.csv": table + "e,z\n"]) { folder in
      #expect(throws: ImportFault.self) { try imported(folder, as: "gepa") }
    }
  }

  private func record(_ step: Int, _ action: String, _ candidate: String, _ after: Double) -> String {
    #"{"step": \#(step), "epoch": 1, "action": "\#(action)", "current_score": \#(after), "candidate_gate_score": \#(candidate), "candidate_hash": "h\#(step)", "n_edits_ranked": 2, "rollout_hard": 0.5, "rollout_n": 4}"#
  }

  @Test func stepsWithoutTextsAreTheirCandidates() throws {
    let files = [
      "step_0001/step_record.json": record(1, "reject", "0.25", 0.5),
      "step_0002/step_record.json": record(2, "accept_new_best", "0.75", 0.75),
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      #expect(result.log.contents == ["h1", "h2"])
      #expect(result.log.calls.baseline == [0.5, 0.5])
      #expect(result.log.calls.value == [0.25, 0.75])
      #expect(result.log.applied.map(\.proposal) == [1])
      #expect(result.account[.leftOut].map(\.count) == [4])
    }
  }

  @Test func editsOfAStepAreABundle() throws {
    let edits = """
      {"reasoning": "r", "edits": [{"op": "insert_after", "target": "Look first.", "content": "- Then go.", "support_count": 2, "source_type": "failure"},
       {"op": "replace", "target": "Ask.", "content": "Ask twice."}, {"op": "delete", "target": "Look first."},
       {"op": "replace", "target": "not there", "content": "x"}]}
      """
    let files = [
      "skills/skill_v0000.md": "# Skill\n- Look first.\n- Ask.\n",
      "steps/step_0001/step_record.json": record(1, "reject", "0.25", 0.5),
      "steps/step_0001/ranked_edits.json": edits,
      "steps/step_0002/step_record.json": record(2, "accept", "0.75", 0.75),
      "steps/step_0002/ranked_edits.json": edits,
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.items.map(\.content) == ["# Skill", "- Look first.", "- Ask."])
      let second = log.items[1].id
      #expect(log.contents.prefix(3) == ["- Then go.", "- Ask twice.", "-"])
      #expect(log.places.prefix(2) == ["add after:\(second)", "modify \(log.items[2].id)"])
      #expect(log.calls.value == [0.25, 0.75])
      #expect(log.applied.count == 3)
      #expect(log.reasons[0] == "failure, support 2")
      #expect(result.account[.leftOut].map(\.count) == [2])
    }
  }

  @Test func aDocumentIsCutIntoBlocks() {
    let text =
      "---\nname: x\n---\n# A\nIntro\nmore\n\n- one\n  two\n- three\n```\ncode\n\n# no heading\n```\n1. four\n## B\n"
    #expect(
      SkillText(text, unit: "block").blocks == [
        "---\nname: x\n---", "# A", "Intro\nmore", "- one\n  two", "- three",
        "```\ncode\n\n# no heading\n```", "1. four",
        "## B",
      ])
    #expect(SkillText(text, unit: "section").blocks.count == 3)
    #expect(SkillText(text, unit: "document").blocks.count == 1)
  }
}
