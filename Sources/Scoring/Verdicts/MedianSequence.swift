import Basics

/// Intervals for the median of observations that hold at all times at once, whatever their range and their tails: with
/// probability 1 - alpha, the median is never outside, however often one looks.
///
/// That the median is at most m says that an observation lies above m with probability 1/2 at most, given what came before;
/// betting on the signs of `delta - m` refutes it (`EvidenceValue`), at the level of half of alpha for each end. How much is
/// won depends only on how many observations lie above, so an end is an order statistic: confidence sequences for quantiles
/// after Howard and Ramdas (2022), by the bet that verdicts use.
public struct MedianSequence: Sendable {
  /// How many observations of so many must lie on one side for the other to be refuted; more than there are where none do.
  private let wins: [Int]

  /// For units of at most `longest` observations. Complexity: O(longest · stakes).
  public init(longest: Int, alpha: Double) {
    var wins = [1]
    for count in 1..<max(2, longest + 1) {
      // One observation more asks for one more at most.
      var needed = max(0, wins[count - 1])
      while needed <= count, !MedianSequence.isRefuted(needed, of: count, alpha) { needed += 1 }
      wins.append(needed)
    }
    self.wins = wins
  }

  private static func isRefuted(_ above: Int, of count: Int, _ alpha: Double) -> Bool {
    let logarithms = stakes.map { up, down in Double(above) * up + Double(count - above) * down }
    let most = logarithms.max() ?? 0
    let sum = logarithms.reduce(0) { $0 + quickExponential($1 - most) }
    return most + naturalLogarithm(sum / Double(stakes.count)) >= naturalLogarithm(2 / alpha)
  }

  private static let stakes = (1...19).map { step in
    (up: naturalLogarithm(1 + Double(step) / 20), down: naturalLogarithm(1 - Double(step) / 20))
  }

  /// The interval after the last observation, cut to where all earlier ones overlap; nil until both of its ends are known.
  /// Where the ends cross, the median was not one; then the interval is drawn open to the plain median.
  /// Complexity: O(n log n), and O(n) moves of memory per observation.
  public func interval(of deltas: some Sequence<Double>) -> Interval? {
    var (sorted, low, high) = (SortedNumbers(), -Double.infinity, Double.infinity)
    for delta in deltas {
      sorted.insert(delta)
      let (numbers, needed) = (sorted.numbers, wins[min(wins.count - 1, sorted.numbers.count)])
      guard needed <= numbers.count, numbers.count < wins.count else { continue }
      low = max(low, numbers[numbers.count - needed])
      high = min(high, numbers[needed - 1])
    }
    guard low.isFinite, high.isFinite else { return nil }
    let (lower, upper) = (
      sorted.numbers[(sorted.numbers.count - 1) / 2], sorted.numbers[sorted.numbers.count / 2]
    )
    let median = lower / 2 + upper / 2
    return Interval(estimate: median, low: min(low, median), high: max(high, median))
  }
}
