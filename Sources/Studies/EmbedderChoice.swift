import Embedding
import Files
import HTTP
import Identity

/// What `embed` may be given first.
package enum EmbedderKind: String, Sendable, CaseIterable { case lexical, `static`, minilm, recorded, http }

/// What turns texts into vectors. It tells the default tau without making anything.
package enum EmbedderChoice: Sendable, Hashable {
  case lexical, `static`
  case minilm(MiniLMArithmetic)
  case recorded
  case http(HTTPEndpoint)

  /// What a server needs to be told of.
  package static let httpUsage = "embed http URL --model NAME [--key-env NAME]"

  package var kind: EmbedderKind {
    switch self {
    case .lexical: .lexical
    case .static: .static
    case .minilm: .minilm
    case .recorded: .recorded
    case .http: .http
    }
  }

  /// As a person reads it, and may write it.
  package var text: String {
    switch self {
    case .http(let endpoint): "\(kind.rawValue) \(endpoint.text)"
    case .minilm(.bytes): "\(kind.rawValue) --\(EmbedderChoice.bytesFlag)"
    case .lexical, .static, .minilm(.floats), .recorded: kind.rawValue
    }
  }

  /// With which minilm multiplies bytes.
  package static let bytesFlag = "fast"

  /// Whether it makes vectors of any text here, the same ones whenever it is asked.
  package var isOfThisMachine: Bool {
    switch self {
    case .lexical, .static, .minilm: true
    case .recorded, .http: false
    }
  }

  package var defaultTau: Cosine {
    switch self {
    case .lexical: Lexical.defaultTau
    case .static: StaticEmbedder.defaultTau
    case .minilm(let arithmetic): arithmetic.defaultTau
    case .recorded: Recorded.defaultTau
    case .http: HTTPEmbedder.startingTau
    }
  }

  /// Throws where what it needs is not on this machine. What it needs of a log shows once there is one.
  func checkAvailable() throws {
    if kind == .minilm || kind == .static { _ = try MiniLM.foundFolder() }
  }

  /// For texts of any origin. Every way to a server goes through here: none is taken that the command line does not
  /// allow.
  package func make(allowsNetwork: Bool) throws -> any Embedder {
    switch self {
    case .lexical: return Lexical(workers: .threads)
    case .static: return StaticEmbedder(folder: try MiniLM.foundFolder())
    case .minilm(let arithmetic): return try MiniLM(folder: MiniLM.foundFolder(), arithmetic)
    case .recorded: throw StudyFault.onlyVectorsOfTheLog
    case .http(let endpoint):
      guard allowsNetwork else { throw StudyFault.networkNotAllowed }
      return HTTPEmbedder(endpoint)
    }
  }
}

extension Settings {
  /// A tau belongs to the embedder it was chosen for: cosines of two embedders are not on one scale.
  package mutating func use(_ embedder: EmbedderChoice) throws {
    guard embedder != self.embedder else { return }
    try embedder.checkAvailable()
    (self.embedder, chosenTau) = (embedder, nil)
  }
}
