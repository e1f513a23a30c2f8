/// An estimate and where the truth lies with a stated confidence.
public struct Interval: Sendable, Equatable {
  public let estimate: Double
  public let low: Double
  public let high: Double

  public init(estimate: Double, low: Double, high: Double) {
    self.estimate = estimate
    self.low = low
    self.high = high
  }

  /// Of a share, `hits` of `count`, by Wilson's score (1927): it never leaves 0…1 and holds for few trials too.
  public static func share(_ hits: Int, of count: Int, confidence: Double = 0.95) -> Interval? {
    guard count > 0 else { return nil }
    let z = NormalDistribution.quantile((1 + confidence) / 2)
    let (n, p) = (Double(count), Double(hits) / Double(count))
    let scale = 1 + z * z / n
    let centre = (p + z * z / (2 * n)) / scale
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / scale
    return Interval(
      estimate: p, low: hits == 0 ? 0 : max(0, centre - half), high: hits == count ? 1 : min(1, centre + half)
    )
  }

  /// Of a mean, by Student's t over independent values (Student 1908). Nil for none; for one value the interval is
  /// everything.
  public static func mean(_ values: [Double], confidence: Double = 0.95) -> Interval? {
    guard !values.isEmpty else { return nil }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    guard values.count > 1 else { return Interval(estimate: mean, low: -.infinity, high: .infinity) }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let half =
      StudentDistribution(degrees: values.count - 1).quantile((1 + confidence) / 2)
      * (squares / (n - 1) / n).squareRoot()
    return Interval(estimate: mean, low: mean - half, high: mean + half)
  }
}

extension Interval {
  /// Percentiles of what a bootstrap drew (Efron 1979), widened to hold the estimate; just that where nothing was drawn.
  package init(percentilesOf drawn: [Double], around estimate: Double, confidence: Double = 0.95) {
    let sorted = drawn.sorted()
    func quantile(_ share: Double) -> Double {
      sorted.isEmpty ? estimate : sorted[Int((share * Double(sorted.count - 1)).rounded())]
    }
    let tail = (1 - confidence) / 2
    self.init(
      estimate: estimate, low: min(estimate, quantile(tail)), high: max(estimate, quantile(1 - tail)))
  }
}
