/// Student's t distribution with a whole number of degrees of freedom.
public struct StudentDistribution: Sendable {
  public let degrees: Int

  /// `degrees` is at least 1.
  public init(degrees: Int) { self.degrees = max(1, degrees) }

  /// How likely a value is at most `x`: the finite sums of Abramowitz and Stegun (1964), 26.7.3 and 26.7.4.
  /// Complexity: O(degrees), and for many degrees the normal distribution with Hill's correction (1970).
  public func probability(atMost x: Double) -> Double {
    guard degrees <= 1_000 else { return NormalDistribution.probability(atMost: hill(x)) }
    let n = Double(degrees)
    let cosine = (n / (n + x * x)).squareRoot()
    let sine = x / (n + x * x).squareRoot()
    let isOdd = degrees % 2 == 1
    var (term, sum) = (isOdd ? cosine : 1.0, 0.0)
    for step in stride(from: isOdd ? 1 : 0, to: degrees - 1, by: 2) {
      sum += term
      let factor = Double(step + 1) / Double(step + 2)
      term *= factor * cosine * cosine
    }
    guard isOdd else { return 0.5 + sine * sum / 2 }
    return 0.5 + (arctangent(x / n.squareRoot()) + sine * sum) / .pi
  }

  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : (p == 1 ? .infinity : .nan) }
    if p < 0.5 { return -quantile(1 - p) }
    var (low, high) = (0.0, 1.0)
    while probability(atMost: high) < p { high *= 2 }
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if probability(atMost: middle) < p { low = middle } else { high = middle }
    }
  }

  private func hill(_ x: Double) -> Double {
    let n = Double(degrees)
    let a = n - 0.5
    let z = (a * naturalLogarithm(1 + x * x / n)).squareRoot()
    let value = z + (z * z * z + 3 * z) / (48 * a * a)
    return x < 0 ? -value : value
  }
}

/// By halving the angle until the series needs few terms.
private func arctangent(_ x: Double) -> Double {
  guard abs(x) > 0.1 else {
    var sum = 0.0
    for odd in stride(from: 25.0, through: 1.0, by: -2.0) { sum = 1 / odd - sum * x * x }
    return x * sum
  }
  return 2 * arctangent(x / (1 + (1 + x * x).squareRoot()))
}
