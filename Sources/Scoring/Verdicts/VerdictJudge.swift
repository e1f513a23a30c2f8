import Basics

/// Gives a verdict on observations that no log need hold, as if all else stood as it does: against the threshold that
/// e-BH has for one more e-value beside those that are certified already, of other units than those they would take the
/// place of.
package struct VerdictJudge: Sendable {
  private var examiner: UnitExaminer
  private let threshold: Double
  /// By how many of the units concerned are certified, and how many units more or less there would be, from -1.
  private let thresholds: [[Double]]
  /// From which logarithm on e-values are certified; nil where none is.
  private let certified: Double?
  private let margin: Double
  private let logHelps: [Double]
  private let logHarms: [Double]

  /// `longest` is how many observations there are at most.
  package init(_ terms: VerdictTerms, _ verdicts: Verdicts, longest: Int) {
    examiner = UnitExaminer(terms, budgets: StakeBudgets(count: longest))
    threshold = verdicts.threshold
    let (alpha, units, count) = (terms.rules.alpha, verdicts.n.count, verdicts.certifiedCount)
    func logarithm(_ units: Int, _ certified: Int) -> Double {
      let hypotheses = max(1, 2 * units)
      return naturalLogarithm(Double(hypotheses) / alpha / Double(min(hypotheses, max(1, certified))))
    }
    certified = count > 0 ? logarithm(units, count) : nil
    thresholds = (0...4).map { less in
      (-1...1).map { more in logarithm(units + more, max(0, count - less) + 1) }
    }
    margin = terms.rules.margin * terms.scale
    (logHelps, logHarms) = (verdicts.logHelps, verdicts.logHarms)
  }

  /// What an e-value must reach that takes the place of those of these units, where there would be so many units more.
  package func threshold(without units: [Int], more: Int) -> Double {
    guard let certified else { return thresholds[0][more + 1] }
    let taken = units.reduce(0) { sum, unit in
      sum + (logHelps[unit] >= certified ? 1 : 0) + (logHarms[unit] >= certified ? 1 : 0)
    }
    return thresholds[min(4, taken)][more + 1]
  }

  /// Complexity: O(observations · stakes).
  package mutating func judged(_ batch: [Int32], _ delta: [Double], _ threshold: Double) -> (
    verdict: Verdict, nearness: Double
  ) {
    let findings = examiner.findings(batch[...], delta[...])
    let (helps, harms) = (findings.value.helps, findings.value.harms)
    let verdict = findings.verdict(helps: helps >= threshold, harms: harms >= threshold, margin: margin)
    return (verdict, nearness(helps, harms))
  }

  /// How near a unit of the study is to a certificate, from -1 (that it harms) to 1.
  package func nearness(of unit: Int) -> Double { nearness(logHelps[unit], logHarms[unit]) }

  /// What moves an e-value by this much in the exponent is worth about a wording's scores.
  private static let reach = 1.5

  private func nearness(_ helps: Double, _ harms: Double) -> Double {
    share(helps) - share(harms)
  }

  private func share(_ logarithm: Double) -> Double {
    1 / (1 + exponential((threshold - logarithm) / VerdictJudge.reach))
  }
}
