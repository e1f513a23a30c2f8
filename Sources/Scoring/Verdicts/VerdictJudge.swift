import Basics

/// Gives a verdict on observations that no log need hold, as if all else stood as it does: against the threshold that
/// there is for one more e-value beside those that are certified already, of other units than those they would take the
/// place of.
package struct VerdictJudge: Sendable {
  private var examiner: UnitExaminer
  private let threshold: Double
  /// By how many of the units concerned are certified, and how many units more or less there would be, from -1.
  private let thresholds: [[Double]]
  /// From which logarithm on e-values are certified; nil where none is.
  private let certified: Double?
  private let margin: Double
  private let verdicts: Verdicts

  /// `longest` is how many observations there are at most.
  package init(_ terms: VerdictTerms, _ verdicts: Verdicts, longest: Int) {
    examiner = UnitExaminer(terms, budgets: StakeBudgets(count: longest))
    threshold = verdicts.threshold
    let values = verdicts.certified
    certified = values.count > 0 ? values.least : nil
    thresholds = (0...4).map { less in
      (-1...1).map { more in values.threshold(more: 2 * more, without: less) }
    }
    margin = terms.rules.margin * terms.scale
    self.verdicts = verdicts
  }

  /// What an e-value must reach that takes the place of those of one or two units, where there would be so many units
  /// more.
  package func threshold(without first: Int, _ second: Int?, more: Int) -> Double {
    guard let certified else { return thresholds[0][more + 1] }
    func taken(_ unit: Int) -> Int {
      let (helps, harms) = logarithms(of: unit)
      return (helps >= certified ? 1 : 0) + (harms >= certified ? 1 : 0)
    }
    let taken = taken(first) + (second.map(taken) ?? 0)
    return thresholds[taken][more + 1]
  }

  /// What observations say by themselves.
  package struct Look: Sendable {
    package let logHelps: Double
    package let logHarms: Double
    /// The verdict where neither is certified, or whatever is.
    fileprivate let rest: Verdict
  }

  /// Complexity: O(observations · stakes).
  package mutating func look(_ batch: [Int32], _ delta: [Double]) -> Look {
    let findings = examiner.findingsForVerdict(batch[...], delta[...])
    return Look(
      logHelps: findings.value.helps, logHarms: findings.value.harms,
      rest: findings.verdict(helps: false, harms: false, margin: margin))
  }

  package func verdict(_ look: Look, _ threshold: Double) -> Verdict {
    if look.rest == .fading || look.rest == .sceneSpecific { return look.rest }
    if look.logHelps >= threshold { return .stable }
    return look.logHarms >= threshold ? .harmful : look.rest
  }

  /// Logarithms of the e-values of a unit of the study.
  package func logarithms(of unit: Int) -> (helps: Double, harms: Double) {
    verdicts.findings.logarithms(of: unit)
  }

  /// What moves an e-value by this much in the exponent is worth about a wording's scores.
  private static let reach = 1.5

  /// How near four units are to a certificate, from -1 (that it harms) to 1. Of each the logarithms that it helps and that
  /// it harms.
  package func nearness(_ logarithms: SIMD8<Double>) -> SIMD4<Double> {
    let shares = 1 / (1 + exponential((threshold - logarithms) / VerdictJudge.reach))
    return shares.evenHalf - shares.oddHalf
  }
}
