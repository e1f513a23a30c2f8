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
  public func logHelps(beyond effect: Double = 0) -> Double {
    LotWealth(sums, sign: 1).logarithm(beyond: effect)
  }

  /// Of effects that are below `effect` on average.
  public func logHarms(beyond effect: Double = 0) -> Double {
    LotWealth(sums, sign: -1).logarithm(beyond: -effect)
  }

  /// Where the mean effect lies at all times at once, with probability 1 - alpha.
  public func interval(alpha: Double) -> (low: Double, high: Double) {
    let least = naturalLogarithm(2 / alpha)
    return (LotWealth(sums, sign: 1).edge(least), -LotWealth(sums, sign: -1).edge(least))
  }
}

/// What bets to one side have won, as a function of the effect that is bet against: the logarithm of a mean of exponentials of
/// lines that all fall, so it falls and is convex.
private struct LotWealth {
  /// Of each stake: what it has won against no effect, and what that falls by as the effect rises by 1.
  private var lines: [(level: Double, fall: Double)] = []

  init(_ sums: [(step: Int, sums: LotSums)], sign: Double) {
    guard !sums.isEmpty else { return }
    lines = (0..<LotStakes.count).map { stake in
      var line = (level: 0.0, fall: 0.0)
      for (step, sums) in sums {
        let place = step * LotStakes.count + stake
        line.level += LotStakes.stakes[place] * sign * sums.sum - LotStakes.growth[place] * sums.squares
        line.fall += LotStakes.stakes[place] * sums.count
      }
      return line
    }
  }

  func logarithm(beyond effect: Double) -> Double { value(effect).logarithm }

  /// The first effect between -1 and 1 that is not refuted. By Newton's steps from the left, which never pass it where a function
  /// is convex.
  func edge(_ least: Double) -> Double {
    var effect = -1.0
    for _ in 0..<60 {
      let (logarithm, fall) = value(effect)
      guard logarithm >= least, fall > 0 else { break }
      let step = (logarithm - least) / fall
      effect += step
      guard effect < 1, step > 1e-12 else { break }
    }
    return min(effect, 1)
  }

  private func value(_ effect: Double) -> (logarithm: Double, fall: Double) {
    guard !lines.isEmpty else { return (0, 0) }
    let exponents = lines.map { $0.level - $0.fall * effect }
    let largest = exponents.max() ?? 0
    var (sum, fall) = (0.0, 0.0)
    // What is smaller by so much does not change a sum of 1 or more.
    for (exponent, line) in zip(exponents, lines) where exponent > largest - 60 {
      let share = exponential(exponent - largest)
      sum += share
      fall += share * line.fall
    }
    return (largest + naturalLogarithm(sum / Double(lines.count)), fall / sum)
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
