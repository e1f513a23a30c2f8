/// The exponential moving average with bias correction (Eq. 5 of arXiv 2606.20475):
/// `m_t = beta · m_(t-1) + (1 - beta) · delta_t`, `m̂ = m_t / (1 - beta^n)`.
///
/// `n` counts the unit's own observations, so a unit that is seen rarely is not drawn towards zero for it.
/// Held as the weighted mean itself, which is the same number: `1 - beta^n` would lose its digits where beta is
/// close to 1, and a unit seen once would be off its only delta by a last digit.
/// Complexity: O(1) per observation.
public struct MovingAverage: Sendable {
  public let beta: Double
  private var mean = 0.0
  /// `1 - beta^n`.
  private var weight = 0.0

  /// `beta` lies in 0..<1; 0 keeps only the last observation.
  public init(beta: Double) { self.beta = beta }

  public mutating func observe(_ delta: Double) {
    weight = beta * weight + (1 - beta)
    let share = (1 - beta) / weight
    mean = share < 1 ? mean + (delta - mean) * share : delta
  }

  /// Nil before the first observation.
  public var estimate: Double? { weight > 0 ? mean : nil }
}
