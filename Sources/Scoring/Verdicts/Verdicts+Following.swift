import Basics
import Identity

extension Verdicts {
  /// The verdicts on these observations: what making them anew would give. Nil where that is the only way.
  /// Complexity: O(observations · stakes) of the units that are others, O(batches), and copying of what is certified or could
  /// be; where numbers of units move, O(units).
  package func following(_ observations: Observations, terms: VerdictTerms, workers: Workers = .one)
    -> Verdicts?
  {
    guard terms.goesOn(from: self.terms), let passage = observations.passage(from: self.observations) else {
      return nil
    }
    let part = observations.gathered(passage.made)
    let longest = part.end.indices.map { part.range(of: $0).count }.max() ?? 0
    let budgets = StakeBudgets(count: longest)
    let parts = workers.map { worker in
      var examiner = UnitExaminer(terms, budgets: budgets)
      return workers.share(worker, of: part.end.count).map { place in
        examiner.findings(part.batch[part.range(of: place)], part.delta[part.range(of: place)])
      }
    }
    let made = FindingColumns(parts.flatMap { $0 })
    if passage.isAppending { return growing(observations, terms, passage, made) }
    return Verdicts(findings.flat.passing(passage, made: made), observations, terms)
  }

  private func growing(
    _ observations: Observations, _ terms: VerdictTerms, _ passage: UnitPassage, _ made: FindingColumns
  ) -> Verdicts {
    let old = passage.dropped.map { (unit: $0, row: self.findings.row(Int($0))) }
    let new = passage.made.enumerated().map { place, unit in (unit: unit, row: made.row(place)) }
    let findings = self.findings.with(new, unitCount: passage.newCount)
    let certified = self.certified.replacing(old, by: new, unitCount: passage.newCount)
    let weighed = certified.units(between: self.certified.least, certified.least)
    let looked = Set(weighed).union(passage.made).sorted()
    return Verdicts(findings, certified, observations, terms, after: self, looking: looked)
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
