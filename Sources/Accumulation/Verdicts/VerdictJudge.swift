/// Gives a verdict on observations that no log need hold, as if all else stood as it does: against the threshold that
/// the study's own units are weighed by.
package struct VerdictJudge: Sendable {
  private var examiner: UnitExaminer
  private let threshold: Double
  private let margin: Double

  /// `longest` is how many observations there are at most.
  package init(_ terms: VerdictTerms, _ verdicts: Verdicts, longest: Int) {
    examiner = UnitExaminer(terms, budgets: StakeBudgets(count: longest))
    threshold = verdicts.threshold
    margin = terms.rules.margin * terms.scale
  }

  /// Complexity: O(observations · stakes).
  package mutating func verdict(_ batch: [Int32], _ delta: [Double]) -> Verdict {
    let findings = examiner.findings(batch[...], delta[...])
    return findings.verdict(
      helps: findings.value.helps >= threshold, harms: findings.value.harms >= threshold, margin: margin)
  }
}
