import Basics

/// How much one could have won by betting that a unit helps, or that it harms, starting with 1.
///
/// For signs s in [-1, 1] the wealth of a gambler who stakes a share `lambda` of it on every observation is the product
/// of `1 + lambda · s`; the e-value is the mean over the shares 0.05, 0.10, … 0.95. If the mean of each s, given what
/// came before, is at most 0, that is a test martingale's upper bound: it ever reaches 1/alpha with probability alpha
/// at most, however often one looks (Ville 1939; Shafer 2021; Waudby-Smith and Ramdas 2024). Outcomes of sizes take shares
/// of another weight (`Stakes`). Held as logarithms: wealth grows beyond any number. Complexity: O(19 n).
public struct EvidenceValue: Sendable, Equatable {
  /// Natural logarithms of the e-values.
  public let helps: Double
  public let harms: Double
  /// The natural logarithm of what the best of the stakes has made, on the side that has won more.
  public let best: Double

  /// Bets on observations that are divided by `bound` and kept within -1 and 1; without a bound, on their signs.
  public init(_ deltas: some Sequence<Double>, bound: Double? = nil) {
    self.init(outcomes: deltas.map { EvidenceValue.outcome($0, bound) })
  }

  /// Of outcomes in -1…1.
  init(outcomes: [Double], _ stakes: Stakes = .even) {
    var both = OpposedWealths(stakes)
    for outcome in outcomes { both.bet(outcome) }
    (helps, harms) = (both.up.logarithm, both.down.logarithm)
    best = helps >= harms ? both.up.best : both.down.best
  }

  private init() { (helps, harms, best) = (0, 0, 0) }

  /// Of no observations.
  static let none = EvidenceValue()

  /// How many outcomes of 1, and nothing else, bring 1/alpha.
  static func fewestWins(alpha: Double, _ stakes: Stakes = .even) -> Int {
    var wealths = Wealths(stakes)
    var count = 0
    while !wealths.reaches(1 / alpha, logarithm: -naturalLogarithm(alpha)) {
      wealths.bet(1)
      count += 1
    }
    return count
  }

  /// After how many outcomes betting that the unit helps has brought 1/alpha; nil where it never has.
  package static func certification(_ outcomes: [Double], alpha: Double) -> Int? {
    certification(outcomes, alpha: alpha, .even)
  }

  static func certification(_ outcomes: [Double], alpha: Double, _ stakes: Stakes) -> Int? {
    let (most, logarithm) = (1 / alpha, -naturalLogarithm(alpha))
    var wealths = Wealths(stakes)
    for (index, outcome) in outcomes.enumerated() {
      wealths.bet(outcome)
      if wealths.reaches(most, logarithm: logarithm) { return index + 1 }
    }
    return nil
  }

  /// After each outcome, the natural logarithms of what betting that the unit helps and that it harms has made: under rising
  /// stakes for sizes, under even ones for signs.
  package static func course(_ outcomes: [Double], ofSizes: Bool) -> [(helps: Double, harms: Double)] {
    var both = OpposedWealths(ofSizes ? .rising : .even)
    return outcomes.map { outcome in
      both.bet(outcome)
      return (both.up.logarithm, both.down.logarithm)
    }
  }

  @inline(__always)
  static func outcome(_ delta: Double, _ bound: Double?) -> Double {
    if let bound { return max(-1, min(1, delta / bound)) }
    return delta > 0 ? 1 : (delta < 0 ? -1 : 0)
  }
}
