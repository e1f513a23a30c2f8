import Foundation
import GoldenSupport
import TerminalSupport
import Testing

/// A run that was killed goes on, and nothing shows that it was.
@Suite struct ResumeTests {
  private let folder: TemporaryFolder
  private let script: String

  init() throws {
    folder = try TemporaryFolder()
    script = try folder.write(
      "s.maa",
      """
      maa 1
      param beta = 0.9 : number
      load datasets/kitchen.jsonl
      merges --limit 5
      accept 1
      export evidence --to a/evidence.csv
      set beta $beta
      evidence --limit 5
      simulate --operations 20 --batches 5 --seed 3 --to a/world.jsonl
      export db --to a/study.db
      verdicts --limit 5
      report --to a/report.html
      step
      memory
      expect units > 30

      """)
  }

  private func arguments(_ out: String) -> [String] {
    ["run", script, "--sweep", "beta=0.8,0.9", "--out", "\(folder.path)/\(out)", "--jobs", "2"]
  }

  /// Every file with its bytes, times aside.
  private func contents(_ out: String) throws -> [String: String] {
    let root = "\(folder.path)/\(out)"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root).filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    return try Dictionary(
      uniqueKeysWithValues: paths.map { path in
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)"))
        guard path.hasSuffix("run.json") else { return (path, bytes.base64EncodedString()) }
        let text = String(decoding: bytes, as: UTF8.self)
        return (path, text.replacing(/"(seconds|peak_bytes)": [0-9.e-]+/, with: ""))
      })
  }

  /// 200 kills with the program that people use, some with a debug build.
  @Test func killedAtAnyMomentItGoesOn() throws {
    var random = SeededGenerator.announced()
    let started = Date()
    #expect(try Run(arguments("whole")).code == 0)
    let length = Date().timeIntervalSince(started) * 1.1
    let whole = try contents("whole")
    #expect(whole.count == 2 * 8 + 1, "\(whole.keys.sorted())")
    let kills = ProcessInfo.processInfo.environment["MAA_BINARY"] == nil ? 24 : 200
    var (round, killed) = (0, 0)
    while killed < kills {
      round += 1
      var isDone = false
      // Killed up to three times on the way.
      for _ in 0..<3 where !isDone && killed < kills {
        let moment = Double.random(in: 0...length, using: &random)
        isDone = try !isKilled(arguments("\(round)") + ["--resume"], after: moment)
        killed += isDone ? 0 : 1
      }
      let last = try Run(arguments("\(round)") + ["--resume"])
      #expect(last.code == 0, "\(last.errors)")
      let found = try contents("\(round)")
      let others = found.keys.filter { found[$0] != whole[$0] } + whole.keys.filter { found[$0] == nil }
      #expect(others.isEmpty, "round \(round): \(others.sorted())")
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(round)")
    }
  }

  private func isKilled(_ arguments: [String], after seconds: Double) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Run.binary())
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: Run.root)
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    usleep(UInt32(seconds * 1e6))
    let wasRunning = process.isRunning
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return wasRunning && process.terminationReason == .uncaughtSignal
  }

  @Test func whatIsDoneIsKeptUnlessSomethingChanged() throws {
    let log = try folder.write(
      "log.jsonl", Data(contentsOf: URL(fileURLWithPath: "\(Run.root)/datasets/kitchen.jsonl")))
    let script = try folder.write(
      "r.maa", "maa 1\nparam beta = 0.9\nload \(log)\nset beta $beta\nevidence --limit 2\n")
    let command = ["run", script, "--out", "\(folder.path)/r", "--sweep", "beta=0.8,0.9", "--resume"]
    #expect(try Run(command).output.contains("done"))
    let kept = try Run(command)
    #expect(kept.code == 0 && !kept.output.contains("done") && kept.output.contains("kept"), "\(kept.output)")
    let text = try String(contentsOfFile: log, encoding: .utf8)
    _ = try folder.write(
      "log.jsonl", text.replacingOccurrences(of: "\"baseline\":61", with: "\"baseline\":60"))
    let changed = try Run(command)
    #expect(changed.code == 0 && !changed.output.contains("kept"), "\(changed.output)")
    _ = try folder.write(
      "r.maa", "maa 1\nparam beta = 0.9\nload \(log)\nset beta $beta\nevidence --limit 3\n")
    #expect(try !Run(command).output.contains("kept"))
    #expect(try !Run(command + ["--figures", "units"]).output.contains("kept"))
  }

  @Test func aFailedRunIsTriedAgain() throws {
    let script = try folder.write("f.maa", "maa 1\nload \(folder.path)/late.jsonl\n")
    let command = ["run", script, "--out", "\(folder.path)/f", "--resume"]
    #expect(try Run(command).code == 1)
    _ = try folder.write(
      "late.jsonl", Data(contentsOf: URL(fileURLWithPath: "\(Run.root)/datasets/figure4.jsonl")))
    #expect(try Run(command).code == 0)
  }
}
