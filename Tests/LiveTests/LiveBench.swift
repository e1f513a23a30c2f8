import Answers
import Basics
import Commands
import Files
import Foundation
import GoldenSupport
import Language
import Phrasing
import Sessions
import StubServer
import Testing

/// A session with a scripted model, in a folder of its own.
final class LiveBench {
  let folder: String
  let session: Session
  /// Whoever made a folder removes it.
  private let isOwn: Bool

  init(
    _ folder: String? = nil, network: Bool = true, programs: Bool = false,
    pulse: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    isOwn = folder == nil
    self.folder =
      folder
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("maa-live-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
    var options = SessionOptions()
    (options.allowsNetwork, options.allowsPrograms) = (network, programs)
    session = try Session(options: options, pulse: Pulse { stage, _, _ in pulse(stage) })
  }

  @discardableResult
  func run(_ text: String) throws -> [Outcome] {
    try Lexer.statements(in: text).map { try session.perform($0) }
  }

  func complaint(_ text: String) -> Complaint? {
    do {
      try run(text)
      return nil
    } catch { return Wording.complaint(error) }
  }

  func bytes(_ name: String = "run.jsonl") throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    return "\(folder)/\(name)"
  }

  /// Tasks with traces; a fifth of them validate.
  func tasks(_ count: Int = 20) throws -> String {
    let lines = (0..<count).map { index in
      let split = index % 5 == 4 ? "val" : "train"
      return
        #"{"id":"t\#(index)","question":"Is Q\#(index) done?","trace":"The agent tried Q\#(index) and did not know how.","outcome":0,"answer":"yes","split":"\#(split)"}"#
    }
    return try write("tasks.jsonl", lines.joined(separator: "\n") + "\n")
  }

  /// Advice differs by numbers only: nothing but equal texts shall be one operation.
  func model(_ server: StubServer) -> String {
    "set tau 0.99; model \(server.url) --name scripted --answer 512 --context 8192"
  }

  /// Over so many batches: tasks 16 to train, four in a batch.
  func optimize(_ more: String = "", epochs: Int = 2) throws -> String {
    "optimize --tasks \(try tasks()) --batch 4 --epochs \(epochs) --to \(folder)/run.jsonl \(more)"
  }

  deinit { if isOwn { try? FileManager.default.removeItem(atPath: folder) } }
}

/// Larger numbers where the environment asks for them.
func rounds(_ name: String, _ usual: Int) -> Int {
  ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
}
