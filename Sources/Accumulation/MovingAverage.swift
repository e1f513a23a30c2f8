/// The exponential moving average with bias correction (DESIGN 6; Eq. 5 of arXiv 2606.20475):
/// `m_t = beta · m_(t-1) + (1 - beta) · delta_t`, `m̂ = m_t / (1 - beta^n)`.
///
/// `n` counts the unit's own observations, so a unit that is seen rarely is not drawn towards zero for it.
/// Complexity: O(1) per observation.
public struct MovingAverage: Sendable {
  public let beta: Double
  private var sum = 0.0
  private var decay = 1.0

  /// `beta` lies in 0..<1; 0 keeps only the last observation.
  public init(beta: Double) { self.beta = beta }

  public mutating func observe(_ delta: Double) {
    sum = beta * sum + (1 - beta) * delta
    decay *= beta
  }

  /// Nil before the first observation.
  public var estimate: Double? { decay < 1 ? sum / (1 - decay) : nil }
}
