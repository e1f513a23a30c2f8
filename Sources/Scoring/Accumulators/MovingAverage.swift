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
  /// By how much the i-th observation moves the mean; the same for all units.
  private var shares: [Double] = []

  /// `beta` lies in 0..<1; 0 keeps only the last observation.
  public init(beta: Double) { self.beta = beta }

  public mutating func observe(_ delta: Double) {
    let share = nextShare()
    mean = share < 1 ? mean + (delta - mean) * share : delta
  }

  /// Nil before the first observation.
  public var estimate: Double? { weight > 0 ? mean : nil }

  private mutating func nextShare() -> Double {
    weight = beta * weight + (1 - beta)
    return (1 - beta) / weight
  }
}

extension MovingAverage: Estimator {
  package mutating func estimate(of deltas: UnsafeBufferPointer<Double>) -> Double {
    growShares(to: deltas.count)
    return go(on: 0, from: 0, deltas)
  }

  /// Each step waits for the one before it, so four units go side by side: the same steps in a third of the
  /// time.
  package mutating func estimates(of units: FourSeries) -> SIMD4<Double> {
    let shortest = units.shortest
    growShares(to: max(max(units.a.count, units.b.count), max(units.c.count, units.d.count)))
    var means = SIMD4<Double>.zero
    for index in 0..<shortest {
      let deltas = SIMD4(units.a[index], units.b[index], units.c[index], units.d[index])
      let share = shares[index]
      means = share < 1 ? means + (deltas - means) * share : deltas
    }
    return SIMD4(
      go(on: means[0], from: shortest, units.a), go(on: means[1], from: shortest, units.b),
      go(on: means[2], from: shortest, units.c), go(on: means[3], from: shortest, units.d))
  }

  package mutating func path(of deltas: UnsafeBufferPointer<Double>) -> [Double] {
    var average = MovingAverage(beta: beta)
    return deltas.map { delta in
      average.observe(delta)
      return average.mean
    }
  }

  private func go(on mean: Double, from first: Int, _ deltas: UnsafeBufferPointer<Double>) -> Double {
    var mean = mean
    for index in first..<deltas.count {
      let share = shares[index]
      mean = share < 1 ? mean + (deltas[index] - mean) * share : deltas[index]
    }
    return mean
  }

  private mutating func growShares(to count: Int) {
    while shares.count < count { shares.append(nextShare()) }
  }
}
