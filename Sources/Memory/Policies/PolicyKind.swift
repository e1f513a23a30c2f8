import Scoring

/// The policies, each with its file.
public enum PolicyKind: String, Sendable, CaseIterable {
  case maa, reactive, absolute, counting
  case singleShot = "single-shot"
  case batchGate = "batch-gate"
  case usefulness, bandit, value, posterior, paper
  /// No policy but the yardstick: it knows the truth.
  case oracle

  /// Those that decide from a log alone.
  public static let honest = allCases.filter { $0 != .oracle }

  public func policy(on field: PolicyField) -> any Policy {
    switch self {
    case .maa: MarginalAdvantage.policy(on: field)
    case .reactive: Reactive()
    case .absolute: AbsoluteAverage.policy(on: field)
    case .counting: CountingAverage.policy(on: field)
    case .singleShot: SingleShot()
    case .batchGate: BatchGate()
    case .usefulness: UsefulnessPruning()
    case .bandit: ConfidenceBound()
    case .value: ValueLearning()
    case .posterior: ExpectedGain(conditions: BatchConditions(field.log, field.rule))
    case .paper: PaperPool.policy(on: field)
    case .oracle: KnownTruth(truth: field.truth)
    }
  }

  /// Where the idea comes from.
  public var source: String {
    switch self {
    case .maa: MarginalAdvantage.source
    case .reactive: Reactive.source
    case .absolute: AbsoluteAverage.source
    case .counting: CountingAverage.source
    case .singleShot: SingleShot.source
    case .batchGate: BatchGate.source
    case .usefulness: UsefulnessPruning.source
    case .bandit: ConfidenceBound.source
    case .value: ValueLearning.source
    case .posterior: ExpectedGain.source
    case .paper: PaperPool.source
    case .oracle: KnownTruth.source
    }
  }
}
