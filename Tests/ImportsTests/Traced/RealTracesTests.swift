import Files
import Foundation
import GoldenSupport
import Imports
import ReadBackSupport
import Testing
import TraceLogs

/// Logs that nobody here wrote: what they make agrees with counts by hand and with `Tests/reference/traces.py`, which reads them with
/// Python's standard library.
@Suite struct RealTracesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Nil where the folder is missing; then a line says so.
  private func folder(_ name: String, _ test: String = #function) -> String? {
    let given = ProcessInfo.processInfo.environment["MAA_REAL_DATA"].map { URL(fileURLWithPath: $0) }
    let data =
      given
      ?? Self.root.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
        "shared/data")
    let beside = Self.root.deletingLastPathComponent().appendingPathComponent("shared/data")
    for folder in [data, beside]
    where FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path) {
      return folder.appendingPathComponent(name).path
    }
    FileHandle.standardError.write(
      Data("\(test): skipped, no \(name) in ../shared/data or MAA_REAL_DATA\n".utf8))
    return nil
  }

  /// What Python counts; nil where there is no Python.
  private func counted(_ kind: String, _ folder: String) throws -> [String: Any]? {
    let python = "/usr/bin/env"
    guard
      let (code, output) = try? TableReaders.run(
        python, ["python3", Self.root.appendingPathComponent("Tests/reference/traces.py").path, kind, folder])
    else { return nil }
    if code == 127 { return nil }
    #expect(code == 0, "\(output)")
    return try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
  }

  private func note(_ result: ImportResult) -> String {
    result.account[.noted].map(\.text).joined(separator: "; ")
  }

  @Test func openTelemetry() throws {
    guard let folder = folder("otlp") else { return }
    let result = try imported(folder)
    #expect(note(result).contains("160 spans in 3 traces"))
    #expect(result.log.tasks.count == 0 && result.log.proposals.count == 0 && result.log.batches.count == 3)
    #expect(result.account[.cannot].count == 2)
    #expect(result.account[.leftOut].first { $0.text == "an object that is no span" }?.count == 2)
    guard let counted = try counted("otlp", folder) else { return }
    #expect(
      counted["spans"] as? Int == 160 && counted["traces"] as? Int == 3 && counted["tasks"] as? Int == 0)
  }

  @Test func langfuse() throws {
    guard let folder = folder("langfuse") else { return }
    let result = try imported(folder)
    #expect(note(result).contains("26 spans in 5 traces"))
    #expect(result.log.tasks.outcome == [0.1, 0, 1])
    #expect(try imported(folder, flags: ["score": "correctness"]).log.tasks.outcome == [0])
    #expect(
      try imported(folder, flags: ["score": "toxicity", "better": "lower"]).log.tasks.outcome.contains(-0.8))
    guard let counted = try counted("langfuse", folder) else { return }
    #expect(counted["outcomes"] as? [Double] == result.log.tasks.outcome)
    #expect(counted["batches"] as? [String] == result.log.batches.map { $0.label ?? "" })
    #expect(counted["spans"] as? Int == 26 && counted["traces"] as? Int == 5)
    #expect(result.settled.first?.value == counted["score"] as? String)
  }

  @Test func inspect() throws {
    guard let folder = folder("inspect") else { return }
    let result = try imported(folder)
    #expect(result.log.tasks.count == 18 && result.log.batches.count == 5)
    guard let counted = try counted("inspect", folder), let logs = counted["logs"] as? [String: [Double]]
    else { return }
    #expect(counted["tasks"] as? Int == 18)
    for (index, batch) in result.log.batches.enumerated() {
      let outcomes = result.log.tasks.batch.indices.filter { result.log.tasks.batch[$0] == Int32(index) }
        .map { result.log.tasks.outcome[$0] }
      #expect(outcomes == logs[batch.label ?? ""], "\(batch.label ?? "")")
    }
  }

  /// Whatever is done to the bytes of an archive, it makes a log or a fault.
  @Test func mutatedArchivesMakeALogOrAFault() throws {
    guard let folder = folder("inspect") else { return }
    var random = SeededGenerator.announced()
    let count = ProcessInfo.processInfo.environment["MAA_MUTATIONS"].flatMap { Int($0) } ?? 100
    let path = temporaryPath() + ".eval"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for name in ["log_formats.eval", "mmlu-summary-choices.eval"] {
      let bytes = try readWhole("\(folder)/\(name)")
      for _ in 0..<count / 2 {
        var mutated = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
          mutated[Int.random(in: 0..<mutated.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        try writeAtomically(mutated, to: path)
        _ = try? imported(path, as: "inspect")
      }
    }
  }

  /// One file, a folder and a file of another name come to the same.
  @Test func everyFileLoadsByItself() throws {
    for name in [
      "otlp/agentevals/k8s_jaeger.json", "otlp/agentevals/tempo_export_with_batches.json",
      "otlp/opentelemetry-proto/trace.json",
    ] {
      guard let folder = folder("otlp") else { return }
      let result = try imported(folder + String(name.dropFirst(4)))
      #expect(result.log.batches.count == 1, "\(name)")
    }
  }
}
