import Accumulation
import Foundation
import Git
import Imports
import Testing

/// Memories that nobody here wrote, against a reader in Python that knows nothing of this one.
@Suite(.enabled(if: GitObjects.isPossible)) struct RealMemoryTests {
  @Test(arguments: [
    ("claude-agent-memory/agent-memory.bundle", "file", "markdown-files", 79, 38),
    ("ace-git-playbooks/playbooks.bundle", "bullet", "markdown-bullets", nil, nil),
  ])
  func everyCommitLeavesWhatGitHolds(
    _ name: String, _ unit: String, _ reader: String, _ added: Int?, _ changed: Int?
  ) throws {
    guard let path = RealData.path(name), let read = try RealData.read(reader, path) as? [[String: Any]]
    else { return }
    let log = try imported(path, flags: ["unit": unit]).log
    let known = Dictionary(
      uniqueKeysWithValues: read.map { ($0["commit"] as? String ?? "", $0["texts"] as? [String] ?? []) })
    for step in 1...log.batches.count {
      let bank = RecordedRun(log: log, through: step).bank
      let texts = bank.items.map { folded($0.content) }
      let commit = String(log.batches[step - 1].label?.prefix(8) ?? "")
      #expect(texts.sorted(by: byBytes) == (known[commit] ?? []).map(folded).sorted(by: byBytes), "\(commit)")
    }
    let types = log.proposals.type
    if let added { #expect(types.filter { $0 == .add }.count == added) }
    if let changed { #expect(types.filter { $0 == .modify }.count == changed) }
  }

  @Test func aFolderWithABundleIsItsHistory() throws {
    guard let path = RealData.path("claude-agent-memory") else { return }
    let log = try imported(path).log
    #expect(log.batches.count == 21)
    let state = try imported("\(path)/agent-memory", flags: ["unit": "file", "history": "no"]).log
    #expect(state.batches.count == 1 && state.proposals.count == 79)
  }

  @Test func mem0EventsAreEdits() throws {
    guard let path = RealData.path("mem0-history"),
      let read = try RealData.read("mem0", "\(path)/mem0_history.db") as? [String: Any],
      let counts = read["counts"] as? [String: Int]
    else { return }
    let result = try imported(path)
    let (types, log) = (result.log.proposals.type, result.log)
    let removed = (0..<log.proposals.count).filter { log.proposals.content[$0].isEmpty }.count
    #expect(types.filter { $0 == .add }.count == counts["added"])
    #expect(removed == counts["removed"])
    #expect(types.count == (counts["added"] ?? 0) + (counts["changed"] ?? 0) + (counts["removed"] ?? 0))
    #expect(
      result.account[.leftOut].first { $0.text == "an UPDATE that changes nothing" }?.count == counts["idle"])
    // Some memories say the same: a bank takes a text once.
    let bank = RecordedRun(log: log, through: log.batches.count).bank
    #expect(Set(bank.items.map(\.content)) == Set(read["texts"] as? [String] ?? []))
  }

  @Test func lettaBlocksAreItems() throws {
    guard let path = RealData.path("letta-agent-file"),
      let read = try RealData.read("letta", path) as? [String: Any]
    else { return }
    let log = try imported(path).log
    let bank = RecordedRun(log: log, through: log.batches.count).bank
    #expect(
      bank.items.map { folded($0.content) }.sorted(by: byBytes)
        == (read["texts"] as? [String] ?? []).map(folded).sorted(by: byBytes))
  }

  @Test func promptsAreArmsOfATable() throws {
    guard let path = RealData.path("gepa/evaluation_rotten_tomatoes_combined.csv"),
      let read = try RealData.read("table", path) as? [String: Any],
      let sums = read["sums"] as? [String: Double]
    else { return }
    let log = try imported(path, as: "table").log
    #expect(log.batches.count == read["rows"] as? Int)
    for (arm, sum) in sums {
      let differences = (0..<log.calls.count).flatMap { call in
        log.calls.entries(of: call).filter { log.proposals.id[Int(log.calls.proposal[$0])] == arm }
          .map { log.calls.value[$0] - log.calls.baseline[call] }
      }
      #expect(differences.count == log.batches.count)
      #expect(differences.reduce(0, +) == sum)
    }
  }

  private func folded(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func byBytes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }
}

enum RealData {
  /// Nil, and a line that says so, where the folder is not there.
  static func path(_ name: String, _ test: String = #function) -> String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["MAA_REAL_DATA"].map { URL(fileURLWithPath: $0) }
      ?? root.deletingLastPathComponent().appendingPathComponent("shared/data")
    let others = [
      folder,
      root.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data"),
    ]
    let path = others.map { $0.appendingPathComponent(name).path }.first {
      FileManager.default.fileExists(atPath: $0)
    }
    if path == nil { say("\(test): skipped, no \(name) in ../shared/data or MAA_REAL_DATA") }
    return path
  }

  /// What `Tests/reference/memories.py` reads; nil, and a line that says so, where Python or git are not there.
  static func read(_ reader: String, _ path: String, _ test: String = #function) throws -> Any? {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("reference/memories.py").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, reader, path]
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      say("\(test): skipped, no python3 or git")
      return nil
    }
    return try JSONSerialization.jsonObject(with: bytes)
  }

  private static func say(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
