/// How much one could have won by betting that a unit helps, or that it harms, starting with 1.
///
/// For signs s in [-1, 1] the wealth of a gambler who stakes a share `lambda` of it on every observation is the product
/// of `1 + lambda · s`; the e-value is the mean over the shares 0.05, 0.10, … 0.95. If the mean of each s, given what
/// came before, is at most 0, that is a test martingale's upper bound: it ever reaches 1/alpha with probability alpha
/// at most, however often one looks (Ville 1939; Shafer 2021; Waudby-Smith and Ramdas 2024).
/// Held as logarithms: wealth grows beyond any number. Complexity: O(19 n).
public struct EvidenceValue: Sendable, Equatable {
  /// Natural logarithms of the e-values.
  public let helps: Double
  public let harms: Double

  /// Bets on observations that are divided by `bound` and kept within -1 and 1; without a bound, on their signs.
  public init(_ deltas: some Sequence<Double>, bound: Double? = nil) {
    var (up, down) = (Gambler(), Gambler())
    for delta in deltas {
      let outcome = EvidenceValue.outcome(delta, bound)
      up.bet(outcome)
      down.bet(-outcome)
    }
    helps = up.logarithm
    harms = down.logarithm
  }

  static func outcome(_ delta: Double, _ bound: Double?) -> Double {
    if let bound { return max(-1, min(1, delta / bound)) }
    return delta > 0 ? 1 : (delta < 0 ? -1 : 0)
  }
}

/// Nineteen stakes side by side.
private struct Gambler {
  private static let stakes = (1...19).map { Double($0) / 20 }

  private var products = [Double](repeating: 1, count: 19)
  private var logarithms = [Double](repeating: 0, count: 19)
  private var pending = 0

  mutating func bet(_ outcome: Double) {
    for (place, stake) in Gambler.stakes.enumerated() { products[place] *= 1 + stake * outcome }
    pending += 1
    // 0.05 to the power of 64 is far above the smallest number.
    if pending == 64 { fold() }
  }

  private mutating func fold() {
    for place in products.indices {
      logarithms[place] += naturalLogarithm(products[place])
      products[place] = 1
    }
    pending = 0
  }

  /// Of the mean of all wealths.
  var logarithm: Double {
    let all = zip(logarithms, products).map { $0 + naturalLogarithm($1) }
    let most = all.max() ?? 0
    let sum = all.reduce(0) { $0 + exponential($1 - most) }
    return most + naturalLogarithm(sum / Double(all.count))
  }
}
