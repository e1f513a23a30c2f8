import Basics

extension FindingColumns {
  /// Units looked at by themselves, one after another. Complexity: O(observations).
  package init(of observations: Observations, unitCount: Int, _ terms: VerdictTerms) {
    let longest = (0..<unitCount).map { observations.range(of: $0).count }.max() ?? 0
    var examiner = UnitExaminer(terms, budgets: StakeBudgets(count: longest))
    self.init(
      (0..<unitCount).map { unit in
        let range = observations.range(of: unit)
        return examiner.findings(observations.batch[range], observations.delta[range])
      })
  }

  /// Of one unit that was looked at elsewhere.
  package init(
    n: Int32, helps: Double, harms: Double, best: Double, interval: (low: Double, high: Double)?,
    since: Int32,
    hasFaded: Bool, isSceneSpecific: Bool
  ) {
    self.init(
      n: [n], helps: [helps], harms: [harms], best: [best], low: [interval?.low], high: [interval?.high],
      since: [since], hasFaded: [hasFaded], isSceneSpecific: [isSceneSpecific])
  }
}

/// Which e-values of many are certified, where only those are at hand that could be.
package struct CertifiedValues: Sendable {
  package let count: Int
  /// The least that is certified; nil where none is.
  package let least: Double?

  /// `values` are all natural logarithms of at least `leastCandidate(alpha)`, of `total` e-values. As `certified`.
  package init(_ values: [Double], of total: Int, alpha: Double) {
    let threshold = naturalLogarithm(Double(max(1, total)) / alpha)
    let falling = values.sorted(by: >)
    let last = falling.indices.last { falling[$0] >= threshold - naturalLogarithm(Double($0 + 1)) }
    (count, least) = (last.map { $0 + 1 } ?? 0, last.map { falling[$0] })
  }

  package static func leastCandidate(alpha: Double) -> Double { -naturalLogarithm(alpha) - 1e-9 }

  /// What the next e-value must reach, as a natural logarithm.
  package func threshold(of total: Int, alpha: Double) -> Double {
    let total = max(1, total)
    return naturalLogarithm(Double(total) / alpha / Double(min(total, count + 1)))
  }
}
