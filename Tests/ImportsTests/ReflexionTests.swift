import Files
import Foundation
import Importing
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

  @Test func runsInSeveralFoldersAreArms() throws {
    let files = [
      "base_run/trial_0.json": first, "base_run/trial_1.json": second, "reflexion_run/trial_0.json": first,
      "reflexion_run/trial_1.json": second,
    ]
    try withFolder(files) { folder in
      let result = try imported(folder)
      #expect(result.log.batches.map(\.label) == ["trial 0", "trial 1"])
      #expect(result.log.arms.prefix(4) == ["base_run", "base_run", "reflexion_run", "reflexion_run"])
      #expect(result.log.contexts.last == ["reflexion_run/env_1/1"])
      #expect(result.log.proposals.count == 2)
      #expect(result.account[.leftOut].map(\.count) == [2])
      let both = try imported(folder, flags: ["base": "none"]).log
      #expect(both.proposals.count == 4)
    }
  }

  /// 134 tasks of ALFWorld: 84 solved at once, 100 after five trials without reflections and 117 with them.
  @Test func realRunsSideBySide() throws {
    guard let one = RealLogs.folder("reflexion-alfworld"),
      let base = RealLogs.folder("reflexion-alfworld-base")
    else {
      return
    }
    try withFolder([:]) { folder in
      for (name, path) in [("reflexion", one), ("base", base)] {
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: path)
      }
      let log = try imported(folder).log
      let solved = Dictionary(zip(log.arms, log.tasks.outcome), uniquingKeysWith: +)
      #expect(solved == ["base": 100, "reflexion": 117])
      #expect(log.batches.count == 5)
      #expect(log.proposals.count == 142)
    }
  }
}
