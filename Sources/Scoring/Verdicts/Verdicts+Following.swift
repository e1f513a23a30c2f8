import Basics
import Identity

extension Verdicts {
  /// The verdicts on these observations: what making them anew would give. Nil where that is the only way.
  /// Complexity: O(observations · stakes) of the units that are others, and O(units).
  package func following(_ observations: Observations, terms: VerdictTerms, workers: Workers = .one)
    -> Verdicts?
  {
    guard terms.goesOn(from: self.terms), let passage = observations.passage(from: self.observations) else {
      return nil
    }
    let made = passage.made
    let longest = made.map { observations.range(of: Int($0)).count }.max() ?? 0
    let budgets = StakeBudgets(count: longest)
    let parts = workers.map { part in
      var examiner = UnitExaminer(terms, budgets: budgets)
      return workers.share(part, of: made.count).map { place in
        let range = observations.range(of: Int(made[place]))
        return examiner.findings(observations.batch[range], observations.delta[range])
      }
    }
    let findings = self.findings.passing(passage, made: FindingColumns(parts.flatMap { $0 }))
    return Verdicts(findings, observations, terms)
  }
}

extension VerdictTerms {
  /// Whether a unit says the same by itself under these terms as under those, if it has the same observations: batches
  /// and their scenes may have come after. Complexity: O(batches).
  package func goesOn(from other: VerdictTerms) -> Bool {
    let hadScenes = (other.scenes.max() ?? -1) > 0
    return rules == other.rules && bet == other.bet && bound == other.bound && first == other.first
      && batchCount >= other.batchCount && sizes.isEmpty == other.sizes.isEmpty
      && sizes.prefix(other.sizes.count) == other.sizes[...]
      && scenes.prefix(other.batchCount) == other.scenes.prefix(other.batchCount)
      && ((scenes.max() ?? -1) > 0) == hadScenes
  }
}
