import Importing
import Testing
import TraceLogs

@Suite struct SkillOptTests {
  private func record(_ step: Int, _ action: String, current: Double, candidate: Double, more: String = "")
    -> String
  {
    """
    {"step": \(step), "epoch": 1, "rollout_n": 4, "n_edits_ranked": 2, "candidate_hash": "h\(step)",
     "candidate_skill_len": 90, "candidate_gate_score": \(candidate), "action": "\(action)", "current_score": \(current)\(more)}
    """
  }

  private func texts(_ log: TraceLog) -> [String] {
    log.proposals.type.indices.filter { log.proposals.type[$0] != .bundle }.map { log.proposals.content[$0] }
  }

  /// What a step began with is what the step before it ended with.
  @Test func withoutTextsAStepIsOneProposal() throws {
    let files = [
      "out/steps/step_0001/step_record.json": record(1, "reject", current: 0.5, candidate: 0.25),
      "out/steps/step_0002/step_record.json": record(2, "accept_new_best", current: 0.75, candidate: 0.75),
      "out/steps/step_0010/step_record.json": record(10, "reject", current: 0.75, candidate: 0.7),
      "out/steps/step_0011/step_record.json": """
      {"step": 11, "epoch": 2, "action": "skip_no_patches", "current_score": 0.75}
      """,
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(log.batches.map(\.epoch) == [1, 1, 1, 2])
      #expect(texts(log).first == "candidate h1; its text is not in the log")
      #expect(log.calls.baseline == [0.5, 0.5, 0.75] && log.calls.value == [0.25, 0.75, 0.7])
      #expect(log.applied.map(\.proposal) == [1])
      #expect(log.evals.map(\.score) == [0.75, 0.75])
      #expect(result.account[.leftOut].map(\.count) == [6])
    }
  }

  private let skill =
    "# Skill\n\n- Look first.\n- Then go.\n  Slowly.\n\n```\n- code\n\nmore\n```\n<!-- SLOW_UPDATE_START -->\n"
  private let edits = """
    {"edits": [{"op": "append", "content": "- Say so.", "support_count": 3},
      {"op": "insert_after", "target": "Look first.", "content": "- Look twice."},
      {"op": "replace", "target": "Slowly.", "content": "Fast."},
      {"op": "delete", "target": "not there", "content": ""}]}
    """

  @Test func editsAreProposalsAndOneBundle() throws {
    let files = [
      "skills/skill_v0000.md": skill,
      "steps/step_0001/step_record.json": record(1, "reject", current: 0.5, candidate: 0.25),
      "steps/step_0001/ranked_edits.json": edits,
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      let log = result.log
      #expect(
        log.items.map(\.content) == [
          "# Skill", "- Look first.", "- Then go.\n  Slowly.", "```\n- code\n\nmore\n```",
        ])
      #expect(texts(log) == ["- Say so.", "- Look twice.", "- Then go.\n  Fast."])
      #expect(log.symbols[Int(log.proposals.anchor[1])] == "after:\(log.items[1].id)")
      #expect(log.proposals.reason[0] == "support 3")
      #expect(log.bundles.count == 1)
      #expect(log.calls.baseline == [0.5] && log.calls.value == [0.25])
      #expect(log.applied.isEmpty)
      #expect(result.account[.leftOut].map(\.example) == ["not there"])
    }
  }

  /// An accepted document is what the bank becomes, and so is what was changed past the gate.
  @Test func theBankFollowsTheSkill() throws {
    let files = [
      "skills/skill_v0000.md": "- Look first.\n",
      "skills/skill_v0001.md": "- Look first.\n- Say so.\n\n- Past the gate.\n",
      "steps/step_0001/step_record.json": record(1, "accept", current: 0.75, candidate: 0.75),
      "steps/step_0001/ranked_edits.json": edits,
      "steps/step_0001/candidate_skill.md": "- Look first.\n- Say so.\n",
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      #expect(texts(result.log) == ["- Say so.", "- Past the gate."])
      #expect(result.log.applied.count == 2)
      #expect(result.log.calls.count == 0)
      #expect(result.account[.leftOut].map(\.text) == ["a step without a score of the skill before it"])
    }
  }

  @Test func skillsBeforeAndAfterAreComparedByFolder() throws {
    let files = [
      "a/initial.md": "- One.\n- Two.", "a/best_skill.md": "- Two.\n- Three.", "b/initial.md": "- Four.",
      "b/gpt_skill.md": "- Four.\n- Five.", "b/notes.md": "- No skill.",
    ]
    try withFolder(files) { folder in
      let log = try imported(folder).log
      #expect(texts(log) == ["", "- Three.", "- Five."])
      #expect(try imported(folder, flags: ["unit": "document"]).log.items.count == 2)
    }
  }

  @Test func aWrongValueIsNamedWithItsPlace() throws {
    let bad = record(1, "reject", current: 0.5, candidate: 0.25).replacing(
      "\"current_score\": 0.5", with: "\"current_score\": null")
    try withFolder(["history.json": "[\(bad)]"]) { folder in
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/history.json", place: "[0].current_score", seen: "null", expected: "a number")
      ) { try imported(folder) }
    }
  }

  @Test func theRealStepsAndSkillsAreRead() throws {
    guard let folder = IndependentReader.realLog("skillopt") else { return }
    let log = try imported(folder).log
    guard let expected = try IndependentReader.counts(by: "skillopt", in: folder) else { return }
    #expect(IndependentReader.differences(log, from: expected) == [])
    let moves = log.applied.map { applied -> Int in
      let proposal = Int(applied.proposal)
      if log.proposals.type[proposal] == .add { return 1 }
      return log.proposals.content[proposal].isEmpty ? -1 : 0
    }
    #expect(Double(log.items.count + moves.reduce(0, +)) == expected["standing"])
    let deltas = zip(log.calls.value, log.calls.baseline).map { $0 - $1 }
    #expect(Double(deltas.count) == expected["scored_steps"])
    #expect(abs(deltas.reduce(0, +) - (expected["sum_of_deltas"] ?? .nan)) < 1e-6)
  }
}
