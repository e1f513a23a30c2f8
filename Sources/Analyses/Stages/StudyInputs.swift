import Identity
import Memory
import Scoring
import Studies

/// What stages read of a study.
package enum StudyInputs {
  /// Throws where none is loaded.
  package static let log = StudyInput<LoadedLog> { study in
    guard let log = study.log, !log.isGivenBack else { throw AnalysisFault.noLog }
    return log
  }

  package static let embedder = StudyInput<EmbedderChoice> { $0.settings.embedder }
  package static let tau = StudyInput<Cosine> { $0.settings.tau }
  package static let decisions = StudyInput<Decisions> { $0.decisions }
  package static let deltaRule = StudyInput<DeltaRule> { $0.settings.deltaRule }
  package static let accumulator = StudyInput<Accumulator> { $0.settings.accumulator }
  package static let beta = StudyInput<Double> { $0.settings.beta }
  package static let verdictRules = StudyInput<VerdictRules> { $0.settings.verdicts }
  /// The first batch that counts for verdicts.
  package static let firstCertifying = StudyInput<Int> { $0.firstCertifying }
  package static let holds = StudyInput<Holds> { $0.holds }
  package static let pool = StudyInput<PoolRules> { $0.settings.pool }
}
