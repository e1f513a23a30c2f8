import Scoring
import Studies
import TraceLogs

extension Analysis {
  /// Of every unit. Moving what only steers m̂, pool or memory does not judge anew.
  package func verdicts() throws -> Verdicts { try look.value(Stages.verdicts) }

  package func verdictTerms() throws -> VerdictTerms { try look.value(Stages.verdictTerms) }

  package func scenes() throws -> BatchScenes { try look.value(Stages.scenes) }

  package func standing() throws -> VerdictStanding { study.standing(batchCount: try trace().batches.count) }
}
