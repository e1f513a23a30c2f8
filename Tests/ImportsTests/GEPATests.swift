import Files
import Importing
import Testing
import TraceLogs

@Suite struct GEPATests {
  private let candidates = #"[{"system": "Be brief."}, {"system": "Be brief. Check."}]"#
  /// The first iteration is accepted, the second refused, the third finds nothing to try.
  private let steps = """
    [{"i": 0, "selected_program_candidate": 0, "subsample_ids": [4, 2], "subsample_scores": [0.0, 1.0],
      "new_subsample_scores": [1.0, 1.0], "new_program_idx": 1, "evaluated_val_indices": [0, 1]},
     {"i": 1, "selected_program_candidate": 1, "subsample_ids": [0, 1], "n_tasks": 1,
      "tasks": [{"parent_idx": 1, "subsample_ids": [0, 1], "subsample_scores": [1.0, 1.0], "new_subsample_scores": [0.0, 1.0]}]},
     {"i": 2, "selected_program_candidate": 1, "subsample_ids": [2, 3]}]
    """
  private let printed = """
    Iteration 0: Base program full valset score: 0.25 over 2 / 2 examples
    Iteration 1: Selected program 0 score: 0.25
    Iteration 1: Proposed new text for system: Be brief. Check.
    Iteration 1: Individual valset scores for new program: {0: 1.0, 'b: 2': 0.5}
    Iteration 1: Val aggregate for new program: 0.75
    Iteration 1: New program candidate index: 1
    2026/01/02 INFO gepa: Iteration 2: Proposed new text for system: Be brief.
    - Guess.
    Iteration 2: New subsample score 1.0 is not better than old score 2.0, skipping
    """

  @Test func aRunBecomesProposalsBesideTheirParents() throws {
    try withFolder(["candidates.json": candidates, "run_log.json": steps]) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.batches.map(\.label) == ["iteration 1"])
      #expect(log.items.map(\.content) == ["Be brief."])
      #expect(log.proposals.content[0] == "Be brief. Check.")
      #expect(log.calls.baseline == [0.5] && log.calls.value == [1])
      #expect(log.applied.isEmpty)
      #expect(result.account[.leftOut].map(\.count) == [1, 1])
    }
  }

  @Test func theTextLogKnowsRefusedTextsAndScores() throws {
    let files = ["candidates.json": candidates, "run_log.json": steps, "run_log.txt": printed]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(log.batches.map(\.label) == ["iteration 1", "iteration 2"])
      #expect(log.proposals.content[1] == "Be brief.\n- Guess.")
      // The accepted one by validation, the refused one by its minibatch.
      #expect(log.calls.baseline == [0.25, 1] && log.calls.value == [0.75, 0.5])
      #expect(log.applied.map(\.proposal) == [0])
      #expect(log.tasks.outcome == [1, 0.5])
      #expect(log.tasks.name[1] == "val b: 2")
      let minibatch = try imported(folder, flags: ["score": "minibatch"]).log
      #expect(minibatch.calls.baseline == [0.5, 1])
      let validation = try imported(folder, flags: ["score": "val"]).log
      #expect(validation.calls.count == 1)
    }
  }

  /// Scores of single examples in order, as before version 2 of the schema; a candidate of two changes is scored as one.
  @Test func aResultAloneIsEnough() throws {
    let result = """
      {"detailed": {"candidates": [{"a": "One.", "b": "Two."}, {"a": "One!", "b": "Two!"}, {"a": "One!", "b": "Three."}],
       "parents": [[null], [0], [1]], "val_aggregate_scores": [0.5, 0.25, 1.0],
       "val_subscores": [[0.0, 1.0], [0.5, 0.0], [1.0, 1.0]], "best_idx": 2}}
      """
    try withFolder(["done.json": result]) { folder in
      let log = try imported(folder + "/done.json").log
      #expect(log.batches.map(\.label) == ["seed", "candidate 1", "candidate 2"])
      #expect(log.proposals.count - log.bundles.count == 3)
      #expect(log.applied.count == 3)
      #expect(log.bundles.part == [0, 1])
      #expect(log.calls.baseline == [0.5, 0.25] && log.calls.value == [0.25, 1])
      #expect(log.tasks.outcome == [0, 1, 0.5, 0, 1, 1])
    }
  }

  @Test func aPickleIsNotOpened() throws {
    try withFolder([:]) { folder in
      var bytes: [UInt8] = [0x80, 4]
      bytes += Array("program_candidates".utf8)
      try writeAtomically(bytes, to: folder + "/gepa_state.bin")
      #expect(
        throws: ImportFault.nothing(
          path: folder, format: "gepa", why: "a pickle is never opened; write the result with to_dict as JSON"
        )
      ) { try imported(folder) }
    }
  }

  @Test func answersUnderSeveralPromptsAreTasks() throws {
    let table = """
      text,expected,plain_predicted,plain_correct,tuned_predicted,tuned_correct
      "a ""good"" film, long",positive,positive,True,negative,False
      bad,negative,negative,true,negative,1
      """
    let summary = """
      {"dataset": "films", "adapter": "tuned", "best_val_score": 0.9, "best_prompt": "Say it.", "val_scores_history": [0.5, 0.9, 0.7]}
      """
    try withFolder(["films.csv": table, "tuned.json": summary]) { folder in
      let log = try imported(folder).log
      #expect(log.tasks.outcome == [1, 0, 1, 1])
      #expect(log.tasks.name[0] == #"a "good" film, long"#)
      #expect(log.calls.baseline == [0.5] && log.calls.value == [0.9])
      #expect(log.tasks.itemEnd == [0, 1, 1, 2])
    }
    try withFolder(["films.csv": table + "\nodd,negative"]) { folder in
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/films.csv", place: "line 4", seen: "2 fields", expected: "6, as in the header")
      ) { try imported(folder) }
    }
  }

  @Test func whatGEPAReallyWritesIsRead() throws {
    guard let run = IndependentReader.made("gepa/run") else { return }
    let log = try imported(run).log
    guard let expected = try IndependentReader.counts(by: "gepa", in: run) else { return }
    #expect(IndependentReader.differences(log, from: expected) == [])
  }

  @Test func theRealSummariesAreRead() throws {
    guard let folder = IndependentReader.realLog("gepa") else { return }
    let result = try imported(folder)
    #expect(result.account[.leftOut].first?.example == "legacy_test_state.bin")
    guard let expected = try IndependentReader.counts(by: "gepa", in: folder) else { return }
    #expect(IndependentReader.differences(result.log, from: expected) == [])
  }
}
