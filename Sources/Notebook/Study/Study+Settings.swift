import Accumulation
import Embedding

/// What steers the way from proposals to evidence. Defaults are the method's.
package struct Settings: Sendable, Equatable {
  package var embedder = EmbedderChoice.lexical
  /// Nil follows the embedder's default.
  package var chosenTau: Cosine?
  package var deltaRule = DeltaRule()
  package var accumulatorKind = Accumulator.Kind.ema
  /// Each accumulator's own parameter is kept while another one is in use.
  package var beta = 0.9
  package var pool = PoolRules()
  package var trim = 0.1
  package var window = 10

  package init() {}

  package var tau: Cosine { chosenTau ?? embedder.defaultTau }

  package var accumulator: Accumulator {
    switch accumulatorKind {
    case .ema: .ema(beta: beta)
    case .mean: .mean
    case .trimmed: .trimmed(share: trim)
    case .median: .median
    case .signs: .signs
    case .window: .window(window)
    }
  }
}

/// What `embed` may be given first.
package enum EmbedderKind: String, Sendable, CaseIterable { case lexical, http }

package enum EmbedderChoice: Sendable, Hashable {
  case lexical
  case http(HTTPEndpoint)

  package var kind: EmbedderKind {
    switch self {
    case .lexical: .lexical
    case .http: .http
    }
  }

  /// As a person reads it.
  package var text: String {
    switch self {
    case .lexical: kind.rawValue
    case .http(let endpoint): "\(kind.rawValue) \(endpoint.text)"
    }
  }

  package var defaultTau: Cosine {
    switch self {
    case .lexical: Lexical().defaultTau
    case .http: HTTPEmbedder.startingTau
    }
  }

  /// Every way to a server goes through here: none is taken that the command line does not allow.
  package func make(allowsNetwork: Bool) throws -> any Embedder {
    switch self {
    case .lexical: return Lexical()
    case .http(let endpoint):
      guard allowsNetwork else { throw StatementFault.networkNotAllowed }
      return HTTPEmbedder(endpoint)
    }
  }
}
