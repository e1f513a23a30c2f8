import Identity

/// What the encoder multiplies. Weights and rows as bytes take a part of the time, and the vectors they give are others:
/// a text's is never to be compared with one of the other kind.
package enum MiniLMArithmetic: String, Sendable, CaseIterable {
  case floats, bytes

  var fingerprint: String {
    switch self {
    case .floats: "minilm-1"
    case .bytes: "minilm-bytes-1"
    }
  }

  /// See `docs/method.md`.
  package var defaultTau: Cosine {
    switch self {
    case .floats, .bytes: Cosine(tenThousandths: 7_800)
    }
  }
}
