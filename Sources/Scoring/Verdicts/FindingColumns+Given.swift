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
