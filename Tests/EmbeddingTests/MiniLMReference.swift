import Embedding
import Foundation

/// What other programs made of the same texts with the same model: `tools/reference` writes it.
struct MiniLMReference {
  let texts: [String]
  let tokens: [[Int32]]
  /// 384 numbers for each of the first 1,000 texts.
  let vectors: [Float]

  static let encoded = 1_000

  /// Nil, and a line that says so, where there is none. In CI that is an error.
  static func read(_ test: String = #function) throws -> MiniLMReference? {
    let folder = root.appendingPathComponent(".build/reference")
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent("stamp").path) else {
      return try missing(test, "there is no .build/reference: tools/reference makes it")
    }
    func content(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }
    let vectors = try content("vectors.f32").withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    return MiniLMReference(
      texts: try JSONDecoder().decode([String].self, from: content("texts.json")),
      tokens: try JSONDecoder().decode([[Int32]].self, from: content("tokens.json")), vectors: vectors)
  }

  /// Nil, and a line that says so, where the weights are not.
  static func model(_ arithmetic: MiniLMArithmetic = .floats, _ test: String = #function) throws
    -> MiniLMModel?
  {
    guard let folder = try? MiniLM.foundFolder() else {
      return try missing(test, "there are no weights: make model fetches them")
    }
    return try MiniLMModel(folder: folder, arithmetic: arithmetic)
  }

  private static func missing<Value>(_ test: String, _ reason: String) throws -> Value? {
    if ProcessInfo.processInfo.environment["CI"] == "true" { throw Missing(reason: reason) }
    FileHandle.standardError.write(Data("\(test): skipped, \(reason)\n".utf8))
    return nil
  }

  private struct Missing: Error { let reason: String }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
