/// How a scoring call's values become a signed number per proposal. Each has a file of its own.
public enum Signal: String, Sendable, CaseIterable {
  case continuous, sign, absolute, rank, zscore
  /// Opinions in the place of scores.
  case votes
  /// What tasks say of having the unit's item in the context.
  case outcomes
}

/// What becomes of the score of several edits that were scored together.
public enum BundleRule: String, Sendable, CaseIterable {
  /// The bundle is a unit of its own.
  case whole
  /// Each of its edits gets an equal part of the delta. Such evidence is marked, and certifies nothing.
  case share
  /// It is left out.
  case drop
}

/// What the values of a call are measured against.
public enum Baseline: String, Sendable, CaseIterable {
  /// The baseline that was scored in the same call.
  case call
  /// The median over the values of all calls of the batch.
  case batchMedian = "batch-median"
}

/// All that turns values into deltas.
public struct DeltaRule: Sendable, Equatable {
  public var signal: Signal
  public var baseline: Baseline
  /// Bounds the size of a delta, after everything else; above 0.
  public var clip: Double?
  public var bundles = BundleRule.whole
  /// Of `outcomes`: what lots say, and nothing that was merely observed.
  package var drawnOnly = false

  public init(
    _ signal: Signal = .continuous, baseline: Baseline = .call, clip: Double? = nil,
    bundles: BundleRule = .whole
  ) {
    self.signal = signal
    self.baseline = baseline
    self.clip = clip
    self.bundles = bundles
  }

  /// The same for what may certify: a shared delta says of none of its edits which one it came from, and what tasks had an
  /// item is no experiment unless a lot said so.
  package var certifying: DeltaRule {
    var rule = self
    if rule.bundles == .share { rule.bundles = .drop }
    // A weighted outcome that is clipped is no longer fair.
    if rule.signal == .outcomes { (rule.drawnOnly, rule.clip) = (true, nil) }
    return rule
  }
}

extension Signal {
  /// What bounds a delta that no clip does, for scores in `range`; nil where nothing does.
  func bound(scores range: ClosedRange<Double>?) -> Double? {
    switch self {
    case .sign, .rank, .votes: 1
    // That of lots follows from how rarely they were drawn.
    case .zscore, .outcomes: nil
    case .continuous: range.map { $0.upperBound - $0.lowerBound }
    case .absolute: range.map { max(abs($0.lowerBound), abs($0.upperBound)) }
    }
  }

  /// Whether that bound is as wide as the scores can be, which is far more than deltas usually are.
  public var isBoundedByScores: Bool {
    switch self {
    case .continuous, .absolute: true
    case .sign, .rank, .zscore, .votes, .outcomes: false
    }
  }
}
