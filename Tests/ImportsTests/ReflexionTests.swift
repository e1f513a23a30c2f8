import Files
import Imports
import Testing
import TraceLogs

@Suite struct ReflexionTests {
  private let first = """
    [{"name": "env_0", "memory": [], "is_success": true, "skip": false},
     {"name": "env_1", "memory": ["Look first."], "is_success": false, "skip": false}]
    """
  private let second = """
    [{"name": "env_0", "memory": [], "is_success": true, "skip": true},
     {"name": "env_1", "memory": ["Look first.", "Then go."], "is_success": true, "skip": false}]
    """

  @Test func reflectionsAreAdditionsAndTrialsBatches() throws {
    try withFolder(["trial_10.json": second, "trial_9.json": first]) { folder in
      let result = try imported(folder)
      #expect(result.log.batches.map(\.label) == ["trial_9.json", "trial_10.json"])
      #expect(
        (0..<result.log.proposals.count).map { result.log.proposals.content[$0] } == [
          "Look first.", "Then go.",
        ])
      #expect(result.log.applied.count == 2)
      #expect(result.log.tasks.outcome == [1, 0, 1])
      #expect(result.log.tasks.batch == [0, 0, 1])
      #expect(result.log.symbols[Int(result.log.tasks.item[0])] == "env_1/1")
      #expect(result.files.map(\.name) == ["trial_10.json", "trial_9.json"])
    }
  }

  @Test func aWrongValueIsNamedWithItsPlace() throws {
    try withFolder(["trial_0.json": first.replacing("true", with: "\"yes\"", maxReplacements: 1)]) { folder in
      #expect(
        throws: ImportFault.unfit(
          file: "\(folder)/trial_0.json", place: "[0].is_success", seen: "a text", expected: "true or false")
      ) { try imported(folder) }
    }
  }
}
