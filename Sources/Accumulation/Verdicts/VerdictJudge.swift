/// Gives a verdict on observations that no log need hold, as if all else stood as it does: against the threshold that
/// the study's own units are weighed by.
package struct VerdictJudge: Sendable {
  private var examiner: UnitExaminer
  private let threshold: Double
  private let margin: Double
  private let logHelps: [Double]
  private let logHarms: [Double]

  /// `longest` is how many observations there are at most.
  package init(_ terms: VerdictTerms, _ verdicts: Verdicts, longest: Int) {
    examiner = UnitExaminer(terms, budgets: StakeBudgets(count: longest))
    threshold = verdicts.threshold
    margin = terms.rules.margin * terms.scale
    (logHelps, logHarms) = (verdicts.logHelps, verdicts.logHarms)
  }

  /// Complexity: O(observations · stakes).
  package mutating func verdict(_ batch: [Int32], _ delta: [Double]) -> Verdict {
    judged(batch, delta).verdict
  }

  mutating func judged(_ batch: [Int32], _ delta: [Double]) -> (verdict: Verdict, nearness: Double) {
    let findings = examiner.findings(batch[...], delta[...])
    let (helps, harms) = (findings.value.helps, findings.value.harms)
    let verdict = findings.verdict(helps: helps >= threshold, harms: harms >= threshold, margin: margin)
    return (verdict, nearness(helps, harms))
  }

  /// How near a unit of the study is to a certificate, from -1 (that it harms) to 1.
  func nearness(of unit: Int) -> Double { nearness(logHelps[unit], logHarms[unit]) }

  /// What moves an e-value by this much in the exponent is worth about a wording's scores.
  private static let reach = 1.5

  private func nearness(_ helps: Double, _ harms: Double) -> Double {
    share(helps) - share(harms)
  }

  private func share(_ logarithm: Double) -> Double {
    1 / (1 + exponential((threshold - logarithm) / VerdictJudge.reach))
  }
}
