import Scoring

/// The method's pool as Appendix A has it, literally.
enum PaperPool {
  static let source = "Yang et al. 2026, arXiv 2606.20475, Appendix A to the letter"

  static func policy(on field: PolicyField) -> PoolPolicy {
    var rules = field.rules
    if rules.departures.isEmpty { rules.departures = .all }
    return PoolPolicy(field.replay(field.rule, .ema(beta: field.beta), rules: rules))
  }
}
