import Basics
import Embedding
import Files
import Identity

extension MaaBench {
  /// Encodes the lines of a file several times over, and times each: from texts to vectors, without reading the
  /// weights, whose time comes first. Writes the vectors.
  static func encode(_ path: String, threads: Int, runs: Int, with name: String, to output: String) throws {
    let lines = try readWhole(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let texts = lines.dropLast().map { String(decoding: $0, as: UTF8.self) }
    let start = ContinuousClock.now
    let encoder = try encoder(name, threads)
    _ = try encoder.embed(["once"], pulse: .silent)
    print(start.duration(to: .now) / .seconds(1))
    for run in 1...max(1, runs) {
      let start = ContinuousClock.now
      let vectors = try encoder.embed(texts, pulse: .silent).values
      print(start.duration(to: .now) / .seconds(1))
      if run == runs { try vectors.withUnsafeBytes { try writeAtomically(Array($0), to: output) } }
    }
  }

  private static func encoder(_ name: String, _ threads: Int) throws -> any Embedder {
    if name == "static" { return StaticEmbedder(folder: try MiniLM.foundFolder(), threads: threads) }
    let arithmetic: MiniLMArithmetic = name == "bytes" ? .bytes : .floats
    return MiniLM(
      try MiniLMModel(folder: MiniLM.foundFolder(), arithmetic: arithmetic), threads: threads)
  }
}
