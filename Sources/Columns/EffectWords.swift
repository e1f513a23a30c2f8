import Effects

/// What may be said of an item, in words that nobody can mistake for others.
package enum EffectWords {
  package static func verdict(_ effect: ItemEffect) -> String {
    switch effect.verdict {
    case .helps: "helps"
    case .harms: "harms"
    case .undecided: "undecided"
    case .assumes: "assumes nothing else changed"
    case .observed: "observed, not tested"
    }
  }

  package static func certainty(_ effect: ItemEffect) -> String {
    switch effect.verdict {
    case .helps, .harms: "certified by lots"
    case .undecided: "lots, nothing certified yet"
    case .assumes: "same task with and without; certifies nothing"
    case .observed: "certifies nothing"
    }
  }

  package static func limit(_ limit: EffectLimit) -> String {
    switch limit {
    case .neverWithout: "no task was without it"
    case .neverWith: "no task had it"
    case .noStratumWithBoth: "no stratum has tasks with and without it"
    case .neverHeld: "never held out by lot"
    case .unknownPropensity: "held out, with a probability that nobody wrote down"
    case .tooFew: "fewer than \(ItemEffects.enough) tasks on one side"
    case .notToldApart: "other items explain all that it could"
    case .noRange: "outcomes have no known range: lots certify nothing"
    }
  }

  /// What the log cannot say of it.
  package static func limits(_ effect: ItemEffect) -> String {
    effect.limits.map(limit).joined(separator: "; ")
  }
}
