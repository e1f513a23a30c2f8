import Files
import Foundation
import Importing
import Testing
import TraceLogs

@Suite struct TrainingFreeGRPOTests {
  private func judgement(_ label: String, _ time: String, _ texts: [String], scores: [Int]) -> String {
    let experiences = texts.enumerated().map { "\"G\($0)\": \"\($1)\"" }.joined(separator: ", ")
    let proxies = scores.enumerated().map { "\"G\($0)\": \(Double($1 - 5) / 5)" }.joined(separator: ", ")
    return """
      {"timestamp": "\(time)", "label": "\(label)", "scores": {}, "psi_proxy": {\(proxies)}, "experiences": {\(experiences)}}
      """
  }

  private func texts(_ log: TraceLog) -> [String] {
    (0..<log.proposals.count).map { log.proposals.content[$0] }
  }

  /// Ids are given anew at each step: what was `G1` is `G0` next time.
  @Test func experiencesAreFollowedByTheirTexts() throws {
    let files = [
      "judge_b.json": judgement(
        "step0_round1", "2026-01-02", ["Check units.", "Look twice."], scores: [9, 5]),
      "judge_a.json": judgement(
        "step0_round0", "2026-01-01", ["Be quick.", "Check units."], scores: [2, 7]),
    ]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(log.batches.map(\.label) == ["step0_round0", "step0_round1"])
      #expect(texts(log) == ["Be quick.", "Check units.", "", "Look twice."])
      #expect(log.votes.helpful == [0, 1, 1])
      #expect(log.votes.harmful == [1, 0, 0])
      #expect(log.calls.count == 0)
      let scored = try imported(folder, flags: ["judge": "scores"]).log
      #expect(scored.votes.count == 0)
      #expect(scored.calls.value == [-0.6, 0.4, 0.8, 0])
      // Both are scores of the one addition.
      #expect(scored.calls.proposal == [0, 1, 1, 3])
    }
  }

  /// A later step that was written earlier is another run's.
  @Test func runsThatOverwroteEachOtherAreToldApart() throws {
    let files = [
      "judge_1.json": judgement("step2_round0", "2026-01-01", ["Old one."], scores: [5]),
      "judge_2.json": judgement("step0_round0", "2026-01-02", ["New one."], scores: [5]),
      "judge_3.json": judgement("step1_round0", "2026-01-03", ["New one.", "Newer."], scores: [5, 5]),
    ]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(texts(log) == ["Old one.", "New one.", "Newer."])
    }
  }

  @Test(arguments: [
    "  instructions: \"Solve.\\n\\nRead:\\n[G0]. Check\\\n    \\ the units.\\n[G1]. Say \\\"no\\\"\n    twice.\"",
    "  instructions: 'Solve.\n\n\n    Read:\n\n    [G0]. Check the\n    units.\n\n    [G1]. Say \"no\"\n    twice.'",
    "  instructions: |-\n    Solve.\n\n    Read:\n    [G0]. Check the units.\n    [G1]. Say \"no\" twice.",
  ])
  func anAgentsExperiencesStandInItsInstructions(_ instructions: String) throws {
    try withFolder(["a.yaml": "type: simple\nagent:\n  name: it\n\(instructions)\nother: 1\n"]) { folder in
      let log = try imported(folder).log
      #expect(texts(log) == ["Check the units.", "Say \"no\" twice."])
    }
  }

  @Test func anUnclosedQuoteIsNamedWithItsLine() throws {
    try withFolder(["a.yaml": "agent:\n  instructions: \"[G0]. One\n"]) { folder in
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/a.yaml", place: "line 2", seen: "a quote that is not closed",
          expected: "instructions")
      ) { try imported(folder) }
    }
  }

  @Test func aPromptHoldsOperationsAndRewards() throws {
    let update = #"""
      {"stage": "batch_update", "captured_at": "2026-01-01", "user_prompt": "Experience G0:\nContent: Be quick.\nRelated Operations:\n{\n  \"operation\": \"DELETE\",\n  \"id\": \"G0\",\n  \"content\": \"{wrong}\"\n}\n\nOperations without specific Experience ID:\n{\n  \"operation\": \"ADD\",\n  \"id\": null,\n  \"content\": \"Check \\\"units\\\".\"\n}\n{\n  \"operation\": \"NONE\",\n  \"id\": null,\n  \"content\": \"Nothing.\"\n}"}
      """#
    let advantage = #"""
      {"stage": "group_advantage", "user_prompt": "<Agent Input>\nWhat is 2+2?\n</Agent Input>\nAttempt 1 (Reward 1.0):\nfour\n\nAttempt 2 (Reward 0.0):\nfive"}
      """#
    try withFolder(["u.json": update, "v.json": advantage]) { folder in
      let result = try imported(folder)
      #expect(result.log.items.map(\.content) == ["Be quick."])
      #expect(texts(result.log) == ["", "Check \"units\"."])
      #expect(result.log.applied.isEmpty)
      #expect(result.log.tasks.outcome == [1, 0])
      #expect(result.log.tasks.name[0] == "What is 2+2?")
      #expect(result.account[.leftOut].map(\.text) == ["an operation that changes nothing"])
    }
  }

  @Test func setsAreBundlesBesideTheScoreOfNone() throws {
    let state = #"{"G0": "Check units.", "G1": "Look twice."}"#
    let sets = """
      {"results": {"none": {"mean_at_1": 0.5, "experience_ids": [], "all_scores": [0.4, 0.6]},
       "all": {"mean_at_1": 0.7, "experience_ids": ["G0", "G1"], "all_scores": [0.6, 0.8]},
       "one": {"mean_at_1": 0.3, "experience_ids": ["G1"]}}}
      """
    try withFolder(["experiences.json": state, "sets.json": sets]) { folder in
      let log = try imported(folder).log
      #expect(log.bundles.count == 2)
      #expect(log.calls.baseline == [0.4, 0.6, 0.5])
      #expect(log.calls.value == [0.6, 0.8, 0.3])
    }
    try withFolder(["sets.json": sets]) { folder in
      let result = try imported(folder)
      #expect(result.log.proposals.content[0] == "experience G0 of sets.json; its text is not in the log")
      #expect(result.account[.cannot].count == 2)
    }
  }

  @Test func levelsAreStatesAndWhatWasDrawnFromThem() throws {
    let levels = """
      {"l0_experiences": [
        {"id": "L0_0", "content": "One.", "original_id": "G0", "step": 0, "problem_count": 7},
        {"id": "L0_1", "content": "Two.", "original_id": "G1", "step": 0, "problem_count": 7},
        {"id": "L0_2", "content": "Two.", "original_id": "G0", "step": 1, "problem_count": 5},
        {"id": "L0_3", "content": "One.", "original_id": "G0", "step": 0, "problem_count": 7},
        {"id": "L0_4", "content": "Two.", "original_id": "G1", "step": 0, "problem_count": 7}],
       "l1_experiences": [{"id": "L1_0", "content": "Both.", "source_l0_ids": ["L0_0", "L0_1"], "step": 1}]}
      """
    try withFolder(["l.json": levels]) { folder in
      let result = try imported(folder)
      #expect(result.log.batches.map(\.tasks) == [7, 5, nil])
      #expect(texts(result.log) == ["One.", "Two.", "", "Both."])
      #expect(result.log.proposals.reason[3] == "from L0_0, L0_1")
      #expect(result.account[.leftOut].map(\.count) == [1])
    }
  }

  @Test func averageRewardsAreEvaluations() throws {
    let lines = #"{"epoch": null, "step": null, "avg_reward": 0.25, "num_experiences": 3}"# + "\n"
    try withFolder(["summary.jsonl": lines + lines]) { folder in
      let log = try imported(folder).log
      #expect(log.evals.map(\.score) == [0.25, 0.25])
    }
    try withFolder(["summary.jsonl": lines + lines.replacing("0.25", with: "\"low\"")]) { folder in
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/summary.jsonl", place: "line 2, avg_reward", seen: "a text", expected: "a number")
      ) { try imported(folder) }
    }
  }

  /// As `utu/db` declares the tables, written by SQLite in Python.
  @Test func aCacheHoldsStatesAndRollouts() throws {
    try withFolder([:]) { folder in
      guard try IndependentReader.makes("tfgrpo_cache", in: folder + "/cache.db") else { return }
      let log = try imported(folder).log
      #expect(log.batches.map(\.label) == ["run, step 0", "run, step 1", "rollouts of run"])
      #expect(log.batches.map(\.epoch) == [0, 0, nil])
      #expect(texts(log) == ["Check units.", "Look twice.", "", "Be calm."])
      #expect(log.tasks.outcome == [0.5, 1])
      let path = folder + "/torn.db"
      let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/cache.db")))
      try writeAtomically(Array(whole.prefix(5000)), to: path)
      #expect(throws: ImportFault.self) { try imported(path) }
    }
  }

  @Test func theRealFilesAreRead() throws {
    guard let folder = IndependentReader.realLog("tfgrpo") else { return }
    let log = try imported(folder).log
    guard let expected = try IndependentReader.counts(by: "tfgrpo", in: folder) else { return }
    #expect(IndependentReader.differences(log, from: expected) == [])
    let applied = Set(log.applied.map(\.proposal))
    let moves = applied.map { proposal -> Double in
      let isAddition = log.proposals.type[Int(proposal)] == .add
      return isAddition || log.proposals.content[Int(proposal)].isEmpty ? 1 : 2
    }
    #expect(moves.reduce(0, +) == expected["moved"])
    let others = log.proposals.type.indices.filter {
      log.proposals.type[$0] != .bundle && !applied.contains(Int32($0))
    }
    #expect(Double(others.count) == expected["unapplied"])
    #expect(Double(log.bundles.count) == expected["bundles"])
    #expect(Double(log.bundles.part.count) == expected["bundled"])
    #expect(Double(log.votes.count) == expected["votes"])
  }
}
