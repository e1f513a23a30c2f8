import Identity
import Scoring
import Studies
import TraceLogs

extension Analysis {
  /// Of every unit. Moving what only steers m̂, pool or memory does not judge anew.
  package func verdicts() throws -> Verdicts {
    let key = VerdictsKey(
      observations: try evidenceKey().observations, rules: study.settings.verdicts,
      first: study.firstCertifying)
    return try stages.verdicts.value(for: key) {
      try Verdicts(
        try observations(), unitCount: try partition().unitCount, terms: try verdictTerms(),
        workers: try workers(), pulse: pulse)
    }
  }

  package func verdictTerms() throws -> VerdictTerms {
    let (trace, settings) = (try trace(), study.settings)
    return VerdictTerms(
      rules: settings.verdicts, bet: settings.deltaRule.clip,
      bound: settings.deltaRule.bound(scores: trace.scoreRange),
      first: Int32(truncatingIfNeeded: study.firstCertifying), batchCount: trace.batches.count,
      scenes: try scenes().ofBatch)
  }

  package func scenes() throws -> BatchScenes {
    let log = try log()
    return stages.scenes.value(for: log) { BatchScenes(log.trace) }
  }

  package func standing() throws -> VerdictStanding { study.standing(batchCount: try trace().batches.count) }
}

struct VerdictsKey: Equatable {
  let observations: ObservationsKey
  let rules: VerdictRules
  let first: Int
}
