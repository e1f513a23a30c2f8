import Scoring

/// What an accumulator does with observations of which only the sign is looked at: +1 with one probability, -1
/// otherwise, each drawn by itself. It is the model in which section 4.5 of arXiv 2606.20475 counts observations.
///
/// On signs the mean, the trimmed mean, the median and the count of signs agree on the sign: the more frequent wins,
/// and a tie is no sign at all.
public enum SignModel: Sendable, Equatable {
  /// The moving average, in which the past fades by `beta` with each observation.
  case fading(beta: Double)
  /// The more frequent sign of all observations.
  case majority
  /// The more frequent sign of the last so many.
  case majorityOfLast(Int)

  public init(_ accumulator: Accumulator) {
    switch accumulator {
    case .ema(let beta): self = .fading(beta: beta)
    case .mean, .trimmed, .median, .signs, .posterior(nil): self = .majority
    // What a posterior comes to after many observations.
    case .posterior(let model?): self = model.drift > 0 ? .fading(beta: model.beta) : .majority
    case .window(let length): self = .majorityOfLast(length)
    }
  }
}

/// How many observations it takes.
public enum Wait: Sendable, Equatable {
  case after(Int)
  /// More than were looked at.
  case beyond(Int)
  /// The ceiling lies below.
  case never
}
