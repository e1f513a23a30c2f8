import Identity
import Memory
import Scoring

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
  package var verdicts = VerdictRules()
  package var trim = 0.1
  package var window = 10

  package init() {}

  package var tau: Cosine { chosenTau ?? embedder.defaultTau }

  /// A posterior has no model yet: that follows from the log (`Analysis.accumulator`).
  package var accumulator: Accumulator {
    switch accumulatorKind {
    case .ema: .ema(beta: beta)
    case .mean: .mean
    case .trimmed: .trimmed(share: trim)
    case .median: .median
    case .signs: .signs
    case .window: .window(window)
    case .posterior: .posterior(nil)
    }
  }
}
