/// How a scoring call's values become a signed number per proposal. Each has a file of its own.
public enum Signal: String, Sendable, CaseIterable {
  case continuous, sign, absolute, rank, zscore
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

  public init(_ signal: Signal = .continuous, baseline: Baseline = .call, clip: Double? = nil) {
    self.signal = signal
    self.baseline = baseline
    self.clip = clip
  }
}
