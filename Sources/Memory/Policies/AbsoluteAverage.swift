import Scoring

/// The method's pool with a moving average of the scores themselves: an easy batch looks like a good edit.
enum AbsoluteAverage {
  static let source = "ablation of Yang et al. 2026, arXiv 2606.20475, table 6"

  static func policy(on field: PolicyField) -> PoolPolicy {
    PoolPolicy(field.replay(DeltaRule(.absolute), .ema(beta: field.beta)))
  }
}
