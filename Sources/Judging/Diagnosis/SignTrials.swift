import Basics
import Scoring

/// Section 4.5 of arXiv 2606.20475 by Monte Carlo: draw signs, let the moving average see them, and count how often
/// its sign is right. Each run has a stream of its own, so more runs or more observations repeat those before.
public struct SignTrials: Sendable {
  public let runs: Int
  /// In how many runs the sign was right after 1, 2, 3 … observations.
  public let right: [Int]

  /// Complexity: O(runs · upto).
  public init(
    beta: Double, accuracy: Double, runs: Int, upto: Int, seed: UInt64, pulse: Pulse = .silent
  ) throws {
    var right = [Int](repeating: 0, count: upto)
    for run in 0..<runs {
      // Beats count observations, not runs: a run may be long.
      if run % max(1, 100_000 / max(1, upto)) == 0 { try pulse.beat("drawing", run, runs) }
      var random = Randomness(seed: seed, purpose: UInt64(run))
      var average = MovingAverage(beta: beta)
      for step in 0..<upto {
        average.observe(random.happens(accuracy) ? 1 : -1)
        if average.estimate ?? 0 > 0 { right[step] += 1 }
      }
    }
    self.runs = runs
    self.right = right
  }

  public func share(after count: Int) -> Interval? { Interval.share(right[count - 1], of: runs) }

  /// The smallest number of observations from which on the share reaches the target, as far as was drawn; and the
  /// same for the upper and for the lower ends of the shares' intervals: between them the number lies with 95%.
  /// Nil where it is not reached.
  public func needed(for target: Double) -> (low: Int?, estimate: Int?, high: Int?) {
    let shares = right.map { Interval.share($0, of: runs) }
    func settled(_ value: (Interval) -> Double) -> Int? {
      let last = shares.lastIndex { ($0.map(value) ?? 0) < target }
      guard let last else { return 1 }
      return last + 1 < shares.count ? last + 2 : nil
    }
    return (settled(\.high), settled(\.estimate), settled(\.low))
  }
}
