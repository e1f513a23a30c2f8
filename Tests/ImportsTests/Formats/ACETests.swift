import Imports
import Testing
import TraceLogs

@Suite struct ACETests {
  @Test func differencesOfTextsAreProposals() throws {
    let first = """
      ## RULES
      [shr-00001] Read before you write.
      [shr-00002] End code with ``` and a newline.

      ## OTHERS
      """
    let second = """
      ## RULES
      [shr-00001] Read twice before you write.
      [shr-00002] End code with ``` and a newline.
      ## OTHERS
      [misc-00003] Ask.
      Then ask again.
      """
    try withFolder(["playbook_10.txt": second, "playbook_9.txt": first]) { folder in
      let log = try imported(folder).log
      #expect(log.items.map(\.content) == ["Read before you write.", "End code with ``` and a newline."])
      #expect(log.batches.map(\.label) == ["playbook_10"])
      #expect(log.contents == ["Read twice before you write.", "Ask.\nThen ask again."])
      #expect(log.places == ["modify shr-00001", "add tail"])
      #expect(log.reasons == ["RULES", "OTHERS"])
      #expect(log.applied.count == 2)
    }
  }

  @Test func wordsBeforeCountersAreIds() throws {
    let text = """
      ## STRATEGIES & INSIGHTS
      [m1] helpful=2 harmful=0 :: Read [all] of it.
      [b2p3] helpful=0 harmful=1 :: Ask.
      [not an id] helpful=0 harmful=0 :: it goes on.
      [2] so does this.
      """
    try withFolder(["playbook.txt": text]) { folder in
      let log = try imported(folder + "/playbook.txt", as: "ace").log
      #expect((0..<log.proposals.count).map { log.proposals.id[$0] } == ["m1", "b2p3"])
      #expect(
        log.contents == [
          "Read [all] of it.", "Ask.\n[not an id] helpful=0 harmful=0 :: it goes on.\n[2] so does this.",
        ])
      #expect(log.votes.helpful == [2, 0] && log.votes.harmful == [0, 1])
    }
  }

  private func role(_ updated: String, _ bullets: String...) -> String {
    "---\nrole: ceo\nupdated: \(updated)\n---\n### DO\n" + bullets.joined(separator: "\n") + "\n"
  }

  @Test func bulletsAreFollowedByTextWhereIdsAreGivenAnew() throws {
    let files = [
      "ceo/01-aa01.md": role(
        "2026-01-01", "- [c-00001] helpful=1 harmful=0 :: run the tests first",
        "- [c-00002] helpful=0 harmful=2 :: ask the user always"),
      "ceo/02-bb02.md": role(
        "2026-01-02", "- [c-00001] helpful=0 harmful=3 :: ask the user always",
        "- [c-00002] helpful=4 harmful=0 :: run the tests first"),
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      #expect(result.log.proposals.count == 0)
      #expect(result.account[.ambiguous].map(\.flag) == ["ids trust"])
      #expect(result.log.votes.helpful.map { Int($0) }.reduce(0, +) == 4)
      #expect(result.log.votes.harmful.map { Int($0) }.reduce(0, +) == 3)
      let trusting = try imported(folder, flags: ["ids": "trust"]).log
      #expect(trusting.places == ["modify c-00001", "modify c-00002"])
    }
  }

  @Test func statesOfOneCommitAreOneBatch() throws {
    let bullet = "- [a-00001] helpful=0 harmful=0 :: "
    let files = [
      "a/01-aa01.md": role("2026-01-01", bullet + "one"),
      "a/02-cc03.md": role("2026-01-03", bullet + "one two"),
      "b/01-bb02.md": role("2026-01-02", bullet + "three"),
      "b/02-cc03.md": role("2026-01-03", bullet + "four"),
    ]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(log.batches.map(\.label) == ["cc03"])
      #expect(log.items.map(\.id) == ["a/ceo/a-00001", "b/ceo/a-00001"])
      #expect(log.places == ["modify a/ceo/a-00001", "modify b/ceo/a-00001"])
    }
  }

  @Test func countersThatGoDownBeginAnew() throws {
    func state(_ helpful: Int) -> String { "[a-00001] helpful=\(helpful) harmful=0 :: one\n" }
    try withFolder(["p_1.txt": state(5), "p_2.txt": state(2), "p_3.txt": state(3)]) { folder in
      let result = try imported(folder)
      #expect(result.log.votes.helpful == [5, 1])
      #expect(result.account[.leftOut].map(\.text) == ["a counter that went down"])
    }
  }

  @Test func aDeltaWasAppliedWhereTheNextStateHoldsIt() throws {
    func bullet(_ id: String, _ content: String) -> String {
      #"{"id": "\#(id)", "title": "T", "content": "\#(content)", "helpful_count": 0, "harmful_count": 0, "status": "active"}"#
    }
    let files = [
      "playbook_initial_20260101_000000.json":
        #"{"bullets": [\#(bullet("b1", "One.")), \#(bullet("b2", "Two."))]}"#,
      "delta.json": """
      {"delta_id": "d1", "timestamp": "2026-01-01T12:00:00Z", "rationale": "why",
       "new_bullets": [\(bullet("b3", "Three.")), \(bullet("b4", "Four."))],
       "edits": [{"id": "b1", "set": {"content": "One more."}}],
       "merges": [{"keep_id": "b1", "merge_ids": ["b1", "b2"], "rationale": "same", "merged_content": "Both."}],
       "deprecations": [{"id": "b2", "reason": "old"}], "counters": [{"id": "b1", "helpful_delta": 2, "harmful_delta": 1}]}
      """,
      "playbook_final_20260102_000000.json":
        #"{"bullets": [\#(bullet("b1", "One more.")), \#(bullet("b3", "Three."))]}"#,
    ]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(log.places == ["add tail", "add tail", "modify b1", "merge b1+b2", "modify b2"])
      #expect(log.contents == ["T\n\nThree.", "T\n\nFour.", "T\n\nOne more.", "Both.", ""])
      #expect(log.applied.map(\.proposal) == [0, 2, 4])
      #expect(log.votes.helpful == [2])
    }
  }

  @Test func skillbooksHoldSkillsByTheirIds() throws {
    func skill(_ id: String, _ helpful: Int, _ status: String) -> String {
      #""\#(id)": {"id": "\#(id)", "section": "s", "content": "Do \#(id).", "justification": "Because.", "helpful": \#(helpful), "harmful": 0, "status": "\#(status)"}"#
    }
    let files = [
      "book_1.json": #"{"skills": {\#(skill("s-1", 0, "active"))}, "sections": {}, "next_id": 1}"#,
      "book_2.json":
        #"{"skills": {\#(skill("s-1", 0, "invalid")), \#(skill("s-2", 3, "active"))}, "sections": {}, "next_id": 2}"#,
    ]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(log.places == ["modify s-1", "add tail"])
      #expect(log.contents == ["", "Do s-2."])
      #expect(log.reasons == ["", "s\n\nBecause."])
      #expect(log.votes.helpful == [3])
    }
  }

  @Test func skillbanksHoldSkillsInBuckets() throws {
    let files = [
      "bank_diff3.json": """
      {"version": "v1", "skill_id_counter": 3, "buckets": {"auth": {"wrong": [
        {"skill_id": "sk-1", "content": "Log in first.", "note": "Tokens.", "source": {"task_id": "t"}}],
        "safe": []}, "deep": {"er": {"still": [{"skill_id": "sk-2", "content": "Ask."}]}}}}
      """,
      "bank_initial.json": #"{"version": "v1", "skill_id_counter": 1, "buckets": {"auth": {"wrong": []}}}"#,
    ]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(log.places == ["add tail", "add tail"])
      #expect(log.contents == ["Log in first.", "Ask."])
      #expect(log.reasons == ["auth / wrong\n\nTokens.", "deep / er / still"])
    }
  }
}

/// The folder of one run.
@Suite struct ACERunTests {
  private let files = [
    "bullet_usage_log.jsonl": """
    {"epoch": 1, "step": 1, "bullet_ids_used": ["s-00001"], "bullets_with_content": [{"bullet_id": "s-00001", "content": "Old."}], "is_correct": false}
    {"epoch": 1, "step": 2, "bullet_ids_used": ["s-00002", "s-00009"], "bullets_with_content": [], "is_correct": true}
    {"epoch": 1, "step": 2, "bullet_ids_used": ["s-00002"], "bullets_with_content": [], "is_correct": true}
    """,
    "detailed_llm_logs/curator_operations_diff.jsonl": """
    {"operation_type": "ADD", "reason": "missing", "section": "others", "content": "New.", "call_id": "train_e_1_s_1"}
    {"operation_type": "UPDATE", "reason": "better", "bullet_id": "s-00001", "old_content": "Old.", "content": "Older.", "call_id": "train_e_1_s_2"}
    {"operation_type": "CREATE_META", "section": "x", "content": "y", "call_id": "train_e_1_s_2"}
    {"operation_type": "ADD", "content": "Never kept.", "call_id": "train_e_1_s_2"}
    """,
    "pre_train_post_train_results.json": """
    [{"epoch": 1, "step": 1, "target": "a", "pre_train_result": {"is_correct": false}, "post_train_result": {"is_correct": true}},
     {"epoch": 1, "step": 2, "target": "b", "pre_train_result": {"is_correct": true}, "post_train_result": {"is_correct": false}}]
    """,
    "train_results.json": """
    {"best_accuracy": 0.5, "results": [{"epoch": 1, "step": 2, "train_result": {}, "val_result": {"accuracy": 0.5}}]}
    """,
    "initial_test_results.json": """
    {"test_results": {"accuracy": 0.5, "correct": 1, "total": 2}, "error_log": {"errors": [{"index": 1}]}}
    """,
    "final_playbook.txt":
      "## X\n[s-00001] helpful=0 harmful=1 :: Old.\n[s-00002] helpful=1 harmful=0 :: New.\n",
    "best_playbook.txt": "## X\n[s-00001] helpful=0 harmful=0 :: Old.\n",
  ]

  @Test func stepsAreBatchesAndEditsAreScoredOnTheirSample() throws {
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(
        log.batches.map(\.label) == ["initial_test_results.json", "epoch 1 step 1", "epoch 1 step 2"])
      #expect(log.taskNames == ["test 0", "test 1", "sample 1", "sample 2"])
      #expect(log.tasks.outcome == [1, 0, 0, 1])
      #expect(log.arms == ["initial", "initial", "", ""])
      #expect(log.contexts == [[], [], ["s-00001"], ["s-00002"]])
      #expect(log.places.prefix(3) == ["add tail", "modify s-00001", "add tail"])
      #expect(log.applied.map(\.proposal) == [0])
      #expect(log.calls.baseline == [0, 1])
      #expect(log.calls.value == [1, 0])
      #expect(log.proposals.type.last == .bundle)
      #expect(log.evals.map(\.score) == [0.5])
      #expect(result.account[.leftOut].map(\.count) == [1, 1, 1])
    }
  }
}
