import Basics
import Language
import Scoring

/// What intervals of units are about under the study's settings, for plots.
package struct UnitIntervals {
  let terms: VerdictTerms
  private let observations: Observations

  package init(_ analysis: Analysis) throws {
    terms = try analysis.verdictTerms()
    observations = try analysis.observations()
  }

  /// Whether the interval is about deltas; else it is about their signs.
  package var isOfDeltas: Bool { terms.bound != nil }

  package var subject: String { isOfDeltas ? "mean delta" : "mean sign of delta" }

  /// `95%`, as alpha says.
  package var confidence: String { "\(shortNumber((1e8 * (1 - terms.rules.alpha)).rounded() / 1e6))%" }

  /// The interval for the mean after each observation of a unit that counts.
  package func course(of unit: Int) -> [Interval] {
    let outcomes = observations.range(of: unit).filter { observations.batch[$0] >= terms.first }.map(outcome)
    return ConfidenceSequence.course(
      terms.rules.interval, of: outcomes, bound: terms.scale, alpha: terms.rules.alpha)
  }

  private func outcome(_ entry: Int) -> Double {
    let delta = observations.delta[entry]
    return isOfDeltas ? delta : (delta > 0 ? 1 : (delta < 0 ? -1 : 0))
  }
}
