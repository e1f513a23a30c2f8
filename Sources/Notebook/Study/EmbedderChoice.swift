import Accumulation
import Embedding

/// What turns texts into vectors, by name. The name tells the default tau without making anything.
package enum EmbedderChoice: String, Sendable, CaseIterable {
  case lexical, minilm, recorded

  package var defaultTau: Cosine {
    switch self {
    case .lexical: Lexical.defaultTau
    case .minilm: MiniLM.defaultTau
    case .recorded: Recorded.defaultTau
    }
  }

  /// Throws where what it needs is not on this machine. What it needs of a log shows once there is one.
  func checkAvailable() throws {
    if self == .minilm { _ = try MiniLM.foundFolder() }
  }

  /// One row per operation of the log.
  func vectors(of log: TraceLog, _ operations: Operations, pulse: Pulse) throws -> Vectors {
    switch self {
    case .lexical: try embedded(Lexical(), log, operations, pulse)
    case .minilm: try embedded(MiniLM(MiniLMModel(folder: MiniLM.foundFolder())), log, operations, pulse)
    case .recorded: try Recorded.vectors(of: log, operations, pulse: pulse)
    }
  }

  private func embedded(
    _ embedder: some Embedder, _ log: TraceLog, _ operations: Operations, _ pulse: Pulse
  ) throws -> Vectors {
    // As for fingerprints: two spellings of one text in Unicode are one text.
    let texts = operations.firstProposal.map { normalized(log.proposals.content[Int($0)]) }
    return Vectors(dimension: embedder.dimension, values: try embedder.embed(texts, pulse: pulse))
  }
}
