import Basics

/// What could have been won by betting on an item's effect, from sums over its draws.
///
/// For weighted outcomes x of at least -b and any stake l below 1/b, the product of `exp(l·(x - e) - g·x²)` with
/// `g = (-ln(1 - l·b) - l·b) / b²` is at most a test supermartingale where the mean of each x, given what came before, is
/// e (Fan, Grama and Liu 2015; Howard, Ramdas, McAuliffe and Sekhon 2021). So is the mean over sixteen stakes. It reaches
/// 1/alpha with probability alpha at most, however often one looks (Ville 1939), and it needs no more than the sums of x
/// and of x². Complexity: O(steps · stakes).
public struct LotEvidence: Sendable {
  private let sums: [(step: Int, sums: LotSums)]

  /// By step of the bound.
  package init(_ sums: [LotSums]) {
    self.sums = sums.enumerated().filter { $1.count > 0 }.map { ($0, $1) }
  }

  /// Of effects that are above `effect` on average.
  public func logHelps(beyond effect: Double = 0) -> Double { logarithm(1, effect) }

  /// Of effects that are below `effect` on average.
  public func logHarms(beyond effect: Double = 0) -> Double { logarithm(-1, effect) }

  private func logarithm(_ sign: Double, _ effect: Double) -> Double {
    guard !sums.isEmpty else { return 0 }
    let exponents = (0..<LotStakes.count).map { stake -> Double in
      var exponent = 0.0
      for (step, sums) in sums {
        let place = step * LotStakes.count + stake
        exponent +=
          LotStakes.stakes[place] * sign * (sums.sum - effect * sums.count)
          - LotStakes.growth[place] * sums.squares
      }
      return exponent
    }
    let largest = exponents.max() ?? 0
    let mean = exponents.reduce(0) { $0 + exponential($1 - largest) } / Double(LotStakes.count)
    return largest + naturalLogarithm(mean)
  }

  /// Where the mean effect lies at all times at once, with probability 1 - alpha.
  public func interval(alpha: Double) -> (low: Double, high: Double) {
    let least = naturalLogarithm(2 / alpha)
    return (
      edge(from: -1, to: 1) { logHelps(beyond: $0) < least },
      -edge(from: -1, to: 1) { logHarms(beyond: -$0) < least }
    )
  }

  /// The first effect that is not refuted. By bisection: what one has won falls as the effect bet against rises.
  private func edge(from low: Double, to high: Double, _ stands: (Double) -> Bool) -> Double {
    guard !stands(low) else { return low }
    var (low, high) = (low, high)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if stands(middle) { high = middle } else { low = middle }
    }
    return low
  }
}

/// Sixteen stakes for each bound, and what each costs per unit of variance.
private enum LotStakes {
  static let count = 16

  static let stakes: [Double] = LotBounds.bounds.flatMap { bound -> [Double] in
    (0..<count).map { stake -> Double in
      let whole = 0.5 / Double(1 << (stake / 2))
      let wish = stake % 2 == 0 ? whole : whole / 1.414_213_562_373_095_1
      return min(wish, 0.95 / bound)
    }
  }

  static let growth: [Double] = stakes.enumerated().map { place, stake -> Double in
    let bound = LotBounds.bounds[place / count]
    return (-naturalLogarithm(1 - stake * bound) - stake * bound) / (bound * bound)
  }
}
