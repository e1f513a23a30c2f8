import Foundation
import GoldenSupport
import Language
import StubServer
import TerminalSupport
import Testing

/// A run that is killed goes on, pays for nothing twice, and ends with the log that it would have had.
@Suite struct CrashTests {
  private static func binary() throws -> String {
    if let path = ProcessInfo.processInfo.environment["MAA_BINARY"] { return path }
    return try Products.path(of: "maa")
  }

  @Test func killedRunsEndLikeOthers() throws {
    var random = SeededGenerator.announced()
    let undisturbed = try LiveBench()
    let first = ScriptedModel()
    let server = try first.server()
    try undisturbed.run("\(undisturbed.model(server)); \(try undisturbed.optimize("--group 2"))")
    let wanted = try undisturbed.bytes()
    var kills = 0
    let most = rounds("MAA_LIVE_KILLS", 12)
    while kills < most {
      let model = ScriptedModel(pause: 3_000)
      let server = try model.server()
      let bench = try LiveBench()
      var isDone = false
      while !isDone {
        let after: UInt32? = kills < most ? .random(in: 20_000...400_000, using: &random) : nil
        let stands = FileManager.default.contents(atPath: "\(bench.folder)/run.jsonl")
        let resumes = !(stands ?? Data()).isEmpty
        isDone = try finished(
          "\(bench.model(server)); \(try bench.optimize("--group 2 --at-once 1 \(resumes ? "--resume" : "")"))",
          after)
        if !isDone { kills += 1 }
      }
      #expect(try bench.bytes() == wanted)
      // With one question under way at a time, a kill may cost that one, whose answer nobody has seen.
      #expect(model.answers.values.allSatisfy { $0 <= 1 + most })
      #expect(model.answers.values.reduce(0) { $0 + $1 - 1 } <= kills)
    }
  }

  /// Whether the program came to its end before it was killed.
  private func finished(_ statements: String, _ microseconds: UInt32?) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Self.binary())
    process.arguments = ["--allow-network", "--no-cache", "-c", statements]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    let pid = process.processIdentifier
    if let microseconds {
      Thread {
        usleep(microseconds)
        kill(pid, SIGKILL)
      }.start()
    }
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal || process.terminationStatus == 0)
    return process.terminationReason == .exit && process.terminationStatus == 0
  }

  /// Wherever its files end: a log and a cassette that were cut anywhere are those of a machine that went down.
  @Test func filesThatWereCutAnywhereAreGoneOnWith() throws {
    var random = SeededGenerator.announced()
    let model = ScriptedModel()
    let server = try model.server()
    let bench = try LiveBench()
    try bench.run("\(bench.model(server)); \(try bench.optimize("--group 2"))")
    let (log, cassette) = (try bench.bytes(), try bench.bytes("run.cassette.jsonl"))
    for _ in 0..<rounds("MAA_LIVE_CUTS", 20) {
      let other = try LiveBench(nil)
      let cut = log.prefix(.random(in: 0...log.count, using: &random))
      try cut.write(to: URL(fileURLWithPath: "\(bench.folder)/run.jsonl"))
      // The cassette is synced before the log, so it holds what the log rests on; behind that it may end anywhere.
      try cassette.write(to: URL(fileURLWithPath: "\(bench.folder)/run.cassette.jsonl"))
      let asked = server.requests.count
      try other.run(
        "\(other.model(server)); \(try bench.optimize("--group 2 \(cut.isEmpty ? "" : "--resume")"))")
      #expect(try bench.bytes() == log)
      #expect(server.requests.count == asked, "nothing is asked again")
    }
  }
}
