import Basics

/// Optimism under uncertainty: takes in whatever may still be good by the upper confidence bound of its mean delta,
/// and drops what can no longer be. The bound is UCB1's (Auer, Cesa-Bianchi and Fischer 2002), in standard deviations of
/// all deltas seen so far; there is no context, where CASCADE's bandit has one.
struct ConfidenceBound: Policy {
  static let source = "CASCADE: Guo et al. 2026, arXiv 2605.06702; UCB1: Auer et al. 2002"

  private var known: [Int32] = []
  private var isKnown: Set<Int32> = []
  private var sums: [Int32: (sum: Double, count: Double)] = [:]
  private var spread = RunningSpread()

  mutating func decide(_ sight: PolicySight) -> PolicyMoves {
    for unit in sight.proposed where isKnown.insert(unit).inserted { known.append(unit) }
    for score in sight.scores where isKnown.contains(score.unit) { observe(score) }
    let standing = Set(sight.standing)
    let candidates = known.compactMap { unit -> PolicySight.Score? in
      guard !standing.contains(unit) else { return nil }
      let bound = self.bound(of: unit, step: sight.step)
      return bound > 0 && sight.wouldChange(unit) ? .init(unit: unit, delta: bound) : nil
    }
    let harmful = sight.standing.filter { bound(of: $0, step: sight.step) < 0 }
    return PolicyMoves(withdraw: harmful, apply: sight.best(candidates, sight.budget), asked: known)
  }

  private mutating func observe(_ score: PolicySight.Score) {
    let (sum, count) = sums[score.unit] ?? (0, 0)
    sums[score.unit] = (sum + score.delta, count + 1)
    spread.take(score.delta)
  }

  /// Unbounded before the first observation.
  private func bound(of unit: Int32, step: Int) -> Double {
    guard let (sum, count) = sums[unit] else { return .greatestFiniteMagnitude }
    return sum / count + spread.deviation * (2 * naturalLogarithm(Double(max(2, step))) / count).squareRoot()
  }
}

/// Mean and standard deviation of numbers that come one by one (Welford 1962).
struct RunningSpread: Sendable {
  private var count = 0.0
  private var mean = 0.0
  private var squares = 0.0

  mutating func take(_ number: Double) {
    count += 1
    let difference = number - mean
    mean += difference / count
    squares += difference * (number - mean)
  }

  /// 0 before the second number.
  var deviation: Double { count > 1 ? (squares / (count - 1)).squareRoot() : 0 }
}
