import Answers
import Commands
import Files
import Foundation
import Language
import Phrasing
import Sessions
import Sinks

/// A session on a bench: statements in, what a person or a program would read out.
final class Bench {
  let session: Session
  private let memory: MemorySink

  /// Statements name files relative to the repository.
  init(options: SessionOptions = SessionOptions()) throws {
    _ = Bench.isAtRoot
    session = try Session(options: options)
    session.answers = ScriptedAnswers()
    memory = MemorySink()
  }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private static let isAtRoot = FileManager.default.changeCurrentDirectoryPath(root)

  /// Runs statements; the last outcome.
  @discardableResult
  func run(_ text: String) throws -> Outcome {
    var last: Outcome?
    for statement in try Lexer.statements(in: text) { last = try session.perform(statement) }
    guard let last else { throw BenchFailure(description: "no statement in \(text)") }
    return last
  }

  /// What is said when `text` fails; nil when it does not.
  func complaint(_ text: String) -> Complaint? {
    do {
      try run(text)
      return nil
    } catch { return Wording.complaint(error) }
  }

  /// Everything that standard output shows for `text`.
  func shown(_ text: String) throws -> String {
    try Lexer.statements(in: text).map { MemorySink.text(try session.perform($0)) }.joined(separator: "\n")
  }
}

extension Bench {
  /// What a terminal so wide shows.
  static func screen(of outcome: Outcome, width: Int) -> String {
    var style = TextSink.Style()
    style.width = { width }
    return MemorySink.text(outcome, style: style)
  }
}

struct BenchFailure: Error { let description: String }

/// Renders outcomes as a pipe would get them, or a screen.
final class MemorySink {
  static func text(_ outcome: Outcome, style: TextSink.Style = TextSink.Style()) -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    guard let handle = try? FileHandle(forWritingTo: file) else { return "" }
    let output = Output(handle.fileDescriptor)
    TextSink(output: output, errors: output, style: style).show(outcome)
    try? handle.close()
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }
}

/// A folder for one test, gone afterwards.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("maa-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws -> String {
    let file = "\(path)/\(name)"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}
