/// How a scoring call's values become a signed number per proposal.
public enum Signal: String, Sendable, CaseIterable {
  /// The candidate's value less the baseline's.
  case continuous
  /// Only whether the candidate did better (+1), worse (-1) or the same (0).
  case sign
  /// The candidate's value itself: the ablation that takes an easy batch for a good operation.
  case absolute

  public func delta(value: Double, baseline: Double) -> Double {
    switch self {
    case .continuous: value - baseline
    case .sign: value > baseline ? 1 : (value < baseline ? -1 : 0)
    case .absolute: value
    }
  }
}
