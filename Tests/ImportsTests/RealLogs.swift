import Foundation
import Imports
import TraceLogs

/// Logs that other tools wrote, and what an independent reader counts in them.
enum RealLogs {
  /// The folder of that name in `../shared/data`, or where `MAA_REAL_DATA` points; nil, and said so, where it is not there.
  static func folder(_ name: String, for test: String = #function) -> String? {
    let given = ProcessInfo.processInfo.environment["MAA_REAL_DATA"].map { URL(fileURLWithPath: $0) }
    let folder = (given ?? package.appending(path: "../shared/data")).appending(path: name)
    if FileManager.default.fileExists(atPath: folder.path) { return folder.standardizedFileURL.path }
    say("\(test): skipped, no \(name) in ../shared/data or MAA_REAL_DATA\n")
    return nil
  }

  private static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What `Tests/reference/imports.py` counts.
  static func counted(_ kind: String, _ folder: String, for test: String = #function) throws -> Counts? {
    try run("imports.py", [kind, folder], as: Counts.self, for: test)
  }

  /// What a script of `Tests/reference` prints; nil, and said so, where Python cannot run it.
  static func run<Answer: Decodable>(
    _ script: String, _ words: [String], as type: Answer.Type, for test: String = #function
  ) throws -> Answer? {
    let python = ProcessInfo.processInfo.environment["MAA_PYTHON"] ?? "python3"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, package.appending(path: "Tests/reference/\(script)").path] + words
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    // 3: a package that the script needs is not there.
    if process.terminationStatus == 127 || process.terminationStatus == 3 {
      say("\(test): not compared with Python, which is not there or lacks a package\n")
      return nil
    }
    return try JSONDecoder().decode(type, from: data)
  }

  private static func say(_ line: String) { FileHandle.standardError.write(Data(line.utf8)) }
}

/// How much a log holds. Bundles are no proposals here, as other tools know none.
struct Counts: Codable, Equatable {
  var batches: Int
  var items: Int
  var proposals: Int
  var adds: Int
  var removals: Int
  var applied: Int
  /// Scoring calls and bundles.
  var calls: Int
  var scores: Int
  var tasks: Int
  /// Items in the context of tasks, over all of them.
  var context: Int
  var evals: Int
  var helpful: Int
  var harmful: Int
  /// Their sum.
  var outcomes: Double

  init(_ log: TraceLog) {
    let bundles = log.proposals.type.count { $0 == .bundle }
    batches = log.batches.count
    items = log.items.count
    proposals = log.proposals.count - bundles
    adds = log.proposals.type.count { $0 == .add }
    removals = (0..<log.proposals.count).count {
      log.proposals.type[$0] == .modify && log.proposals.content[$0].isEmpty
    }
    applied = log.applied.count
    calls = log.calls.count
    scores = log.calls.value.count
    tasks = log.tasks.count
    context = log.tasks.item.count
    evals = log.evals.count
    helpful = log.votes.helpful.reduce(0) { $0 + Int($1) }
    harmful = log.votes.harmful.reduce(0) { $0 + Int($1) }
    outcomes = (log.tasks.outcome.reduce(0, +) * 1e6).rounded() / 1e6
  }
}

extension TraceLog {
  /// The contents of its proposals, in order.
  var contents: [String] { (0..<proposals.count).map { proposals.content[$0] } }

  /// Per proposal, its type and its place.
  var places: [String] {
    (0..<proposals.count).map { "\(proposals.type[$0].name) \(symbols[Int(proposals.anchor[$0])])" }
  }

  var reasons: [String] { (0..<proposals.count).map { proposals.reason[$0] } }

  var taskNames: [String] { (0..<tasks.count).map { tasks.name[$0] } }

  /// Per task, the items in its context.
  var contexts: [[String]] {
    (0..<tasks.count).map { task in
      let start = task == 0 ? 0 : tasks.itemEnd[task - 1]
      return tasks.item[start..<tasks.itemEnd[task]].map { symbols[Int($0)] }
    }
  }

  var arms: [String] {
    (0..<tasks.count).map { tasks.arm(of: $0) < 0 ? "" : symbols[Int(tasks.arm(of: $0))] }
  }
}
