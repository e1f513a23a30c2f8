import Files
import Foundation
import Imports
import TraceLogs

/// Logs that nobody here wrote, and what Python counts in them without this project.
enum IndependentReader {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A folder or file of `../shared/data`, or of `MAA_REAL_DATA`. Nil, with a word, where it is not there.
  static func realLog(_ name: String, _ test: String = #function) -> String? {
    let given = ProcessInfo.processInfo.environment["MAA_REAL_DATA"].map { URL(fileURLWithPath: $0) }
    let folder = given ?? root.deletingLastPathComponent().appendingPathComponent("shared/data")
    return existing(
      folder.appendingPathComponent(name).path, "\(name) in ../shared/data or MAA_REAL_DATA", test)
  }

  /// What `tools/reference` made.
  static func made(_ name: String, _ test: String = #function) -> String? {
    existing(
      root.appendingPathComponent(".build/reference/\(name)").path, "\(name): tools/reference makes it", test)
  }

  /// What `Tests/reference/imports/<script>.py` counts there. Nil, with a word, where there is no Python; in CI that is
  /// an error.
  static func counts(by script: String, in path: String, _ test: String = #function) throws -> [String:
    Double]?
  {
    let file = root.appendingPathComponent("Tests/reference/imports/\(script).py").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", file, path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 127, ProcessInfo.processInfo.environment["CI"] != "true" {
      return skipped("python3", test)
    }
    guard process.terminationStatus == 0 else { throw Failed(script: script) }
    return try JSONDecoder().decode([String: Double].self, from: output)
  }

  /// Whether `Tests/reference/imports/<script>.py` wrote a file there.
  static func makes(_ script: String, in path: String, _ test: String = #function) throws -> Bool {
    try counts(by: script, in: path, test) != nil
  }

  /// How many of each kind of record a log holds, and the sum of its outcomes.
  static func counts(of log: TraceLog) -> [String: Double] {
    [
      "items": Double(log.items.count), "batches": Double(log.batches.count),
      "proposals": Double(log.proposals.type.count { $0 != .bundle }), "applied": Double(log.applied.count),
      "calls": Double(log.calls.count), "scores": Double(log.calls.value.count),
      "tasks": Double(log.tasks.count), "evals": Double(log.evals.count),
      "outcomes": (log.tasks.outcome.reduce(0, +) * 1e6).rounded() / 1e6,
      "in_context": Double(log.tasks.item.count),
    ]
  }

  /// Where the log holds other counts than were expected; empty where it holds just those.
  static func differences(_ log: TraceLog, from expected: [String: Double]) -> [String] {
    let counts = counts(of: log)
    return expected.keys.sorted().compactMap { name in
      guard let expected = expected[name], let seen = counts[name], seen != expected else { return nil }
      return "\(name): \(seen), expected \(expected)"
    }
  }

  private static func existing(_ path: String, _ what: String, _ test: String) -> String? {
    FileManager.default.fileExists(atPath: path) ? path : skipped(what, test)
  }

  private static func skipped<Value>(_ what: String, _ test: String) -> Value? {
    FileHandle.standardError.write(Data("\(test): skipped, no \(what)\n".utf8))
    return nil
  }

  struct Failed: Error { let script: String }
}
