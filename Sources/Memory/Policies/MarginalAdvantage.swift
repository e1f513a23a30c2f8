/// The method itself: pool, signed deltas under the study's signal, and the study's accumulator.
enum MarginalAdvantage {
  static let source = "Yang et al. 2026, arXiv 2606.20475"

  static func policy(on field: PolicyField) -> PoolPolicy {
    PoolPolicy(field.replay(field.rule, field.accumulator))
  }
}
