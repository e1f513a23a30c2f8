import Basics

/// The distribution of the moving average of signs, step by step. Bias correction divides by a positive number and
/// leaves the sign as it is, so the plain sum m is followed here.
///
/// In the end m is distributed like the endless sum (1 - beta) · Σ betaᵏ · ±1, a Bernoulli convolution (Erdős 1939),
/// which has no formula. Its mass is carried along a grid instead.
struct FadingSigns {
  let beta: Double
  let accuracy: Double

  private static let exactSteps = 16
  /// Above it the grid would have to be too fine, and the normal approximation is close: single observations
  /// weigh so little.
  private static let finestBeta = 0.999

  /// How likely m is above 0 after 1, 2, 3 … observations, and in the end.
  func curve(_ pulse: Pulse) throws -> (probabilities: [Double], ceiling: Double) {
    // The newest observation outweighs all before it together: beta + beta² + … is at most 1.
    guard beta > 0.5 else { return ([accuracy], accuracy) }
    let exact = SignPatterns(beta: beta, accuracy: accuracy).probabilities(through: FadingSigns.exactSteps)
    guard beta <= FadingSigns.finestBeta else {
      let later = (exact.count + 1...steps).map { normal(after: $0) }
      return (exact + later, normal(after: nil))
    }
    var mass = GridMass(beta: beta, accuracy: accuracy)
    var result: [Double] = []
    for step in 1...steps {
      if step % 16 == 0 { try pulse.beat("following signs", step, steps) }
      mass.observe()
      result.append(step <= exact.count ? exact[step - 1] : mass.aboveZero)
    }
    return (result, result.last ?? accuracy)
  }

  /// Until the beginning weighs no more than a millionth.
  private var steps: Int {
    min(SignCurve.horizon, Int((naturalLogarithm(1e-6) / naturalLogarithm(beta)).rounded(.up)))
  }

  /// By the first two moments alone: the variance of m̂ over that of one observation is
  /// (1-b)/(1+b) · (1+bⁿ)/(1-bⁿ).
  func normal(after count: Int?) -> Double {
    let past = count.map { exponential(Double($0) * naturalLogarithm(beta)) } ?? 0
    let factor = (1 - beta) / (1 + beta) * (1 + past) / (1 - past)
    let deviation = (4 * accuracy * (1 - accuracy) * factor).squareRoot()
    return NormalDistribution.probability(atMost: (2 * accuracy - 1) / deviation)
  }
}

/// All patterns of signs of a length, one by one: exact, for short ones.
struct SignPatterns {
  let beta: Double
  let accuracy: Double

  /// How likely m is above 0 after each of the first observations. Complexity: O(2^limit).
  func probabilities(through limit: Int) -> [Double] {
    var result = [Double](repeating: 0, count: limit)
    extend(0, 1, depth: 0, &result)
    return result
  }

  private func extend(_ sum: Double, _ weight: Double, depth: Int, _ result: inout [Double]) {
    guard depth < result.count else { return }
    for (sign, share) in [(1.0, accuracy), (-1.0, 1 - accuracy)] {
      let next = beta * sum + (1 - beta) * sign
      if next > 0 { result[depth] += weight * share }
      extend(next, weight * share, depth: depth + 1, &result)
    }
  }
}
