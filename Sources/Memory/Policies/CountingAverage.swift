import Scoring

/// The method's pool with a moving average of votes: +1 where an edit did better than the baseline, -1 where worse.
enum CountingAverage {
  static let source =
    "ablation of Yang et al. 2026, arXiv 2606.20475, table 6; counters: Zhang et al. 2025, arXiv 2510.04618"

  static func policy(on field: PolicyField) -> PoolPolicy {
    PoolPolicy(field.replay(DeltaRule(.sign, baseline: field.rule.baseline), .ema(beta: field.beta)))
  }
}
