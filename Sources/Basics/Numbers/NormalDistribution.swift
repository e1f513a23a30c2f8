/// The standard normal distribution.
public enum NormalDistribution {
  /// How likely a value is at most `x`, to about 1e-15. The series and the continued fraction are Marsaglia's
  /// (2004) and Laplace's.
  public static func probability(atMost x: Double) -> Double {
    guard !x.isNaN else { return x }
    return x < 0 ? tail(beyond: -x) : 1 - tail(beyond: x)
  }

  /// The value that a share `p` of all lies below, for `p` between 0 and 1.
  ///
  /// By bisection: some 60 evaluations, which nothing that asks for it would notice.
  public static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : (p == 1 ? .infinity : .nan) }
    if p > 0.5 { return -quantile(1 - p) }
    var (low, high) = (-40.0, 0.0)
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if probability(atMost: middle) < p { low = middle } else { high = middle }
    }
  }

  private static func density(_ x: Double) -> Double {
    0.398_942_280_401_432_7 * exponential(-x * x / 2)
  }

  /// For `x` from 0.
  private static func tail(beyond x: Double) -> Double {
    x < 3 ? 0.5 - density(x) * series(x) : density(x) / fraction(x)
  }

  /// x + x³/3 + x⁵/(3·5) + …
  private static func series(_ x: Double) -> Double {
    var (term, sum, odd) = (x, x, 1.0)
    while term > sum * 1e-17 {
      odd += 2
      term *= x * x / odd
      sum += term
    }
    return sum
  }

  /// x + 1/(x + 2/(x + 3/(x + …)))
  private static func fraction(_ x: Double) -> Double {
    var value = x
    for level in stride(from: 120.0, through: 1.0, by: -1.0) { value = x + level / value }
    return value
  }
}
