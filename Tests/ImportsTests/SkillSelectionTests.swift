import Importing
import Testing
import TraceLogs

@Suite struct SkillSelectionTests {
  private let results = #"""
    {"skill": "C:\\runs\\best_skill.md", "results": {
      "none": {"avg_chars": 100, "per_item": [
        {"sample_id": "q1", "hard": 0, "selected_indices": [], "prompt_chars": 100},
        {"sample_id": "q2", "hard": 1, "selected_indices": [], "prompt_chars": 100}]},
      "some": {"per_item": [
        {"sample_id": "q2", "hard": 1, "selected_indices": [10, 2], "prompt_chars": 300},
        {"sample_id": "q1", "hard": true, "selected_indices": [2], "prompt_chars": 200}]},
      "top": {"per_item": [
        {"sample_id": "q1", "hard": 1, "selected_indices": [], "prompt_chars": 400},
        {"sample_id": "q2", "hard": 0, "selected_indices": [], "prompt_chars": 400}]}}}
    """#

  @Test func questionsAreTasksWithRulesAndAnArm() throws {
    try withFolder(["r.json": results]) { folder in
      let log = try imported(folder).log
      #expect(log.items.map(\.id) == ["rule 2", "rule 10"])
      #expect(log.items[0].content == "rule 2 of best_skill.md; its text is not in the log")
      #expect(log.tasks.outcome == [0, 1, 1, 1])
      #expect(log.tasks.itemEnd == [0, 0, 2, 3])
      #expect((0..<4).map { log.symbols[Int(log.tasks.arm(of: $0))] } == ["none", "none", "some", "some"])
    }
  }

  /// Longer prompts than without any rule: rules stood there, and nobody knows which.
  @Test func aMethodThatHidesItsRulesIsLeftOutUnlessKept() throws {
    try withFolder(["r.json": results]) { folder in
      let result = try imported(folder)
      #expect(result.account[.leftOut].map(\.count) == [2])
      #expect(result.account[.ambiguous].first?.flag == "unknown")
      #expect(try imported(folder, flags: ["unknown": "keep"]).log.tasks.count == 6)
    }
  }

  @Test func olderFilesHaveNoRules() throws {
    let older =
      #"{"results": {"a": {"per_item": [{"id": 7, "hard": 1}]}, "b": {"per_item": [{"id": 7, "hard": 0}]}}}"#
    try withFolder(["r.json": older]) { folder in
      let log = try imported(folder, flags: ["unknown": "keep"]).log
      #expect(log.tasks.outcome == [1, 0])
      #expect(log.tasks.name[1] == "7")
    }
  }

  @Test func aWrongOutcomeIsNamedWithItsPlace() throws {
    try withFolder(["r.json": results.replacing("\"hard\": true", with: "\"hard\": \"maybe\"")]) { folder in
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/r.json", place: "results.some.per_item[1].hard", seen: "a text",
          expected: "a number, or true or false")
      ) { try imported(folder) }
    }
  }

  @Test func theRealQuestionsAreRead() throws {
    guard let folder = IndependentReader.realLog("skill-selection") else { return }
    let result = try imported(folder)
    guard let expected = try IndependentReader.counts(by: "skill_selection", in: folder) else { return }
    #expect(IndependentReader.differences(result.log, from: expected) == [])
    #expect(result.account[.leftOut].first.map { Double($0.count) } == expected["unknown"])
  }
}
