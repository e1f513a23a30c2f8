import Identity

/// Why something does not follow from a study.
package enum AnalysisFault: Error, Equatable {
  case noLog
  /// The log has no label with this field.
  case noTruth(String)
  case unknownOperation(String)
  case ambiguousOperation(String, matches: [String])
  /// More pairs reach tau than a join gives.
  case tooManyPairs(limit: Int, tau: Cosine)
  /// What no task has for an arm.
  case unknownArm(String, known: [String])
  /// No pair of the log could be one operation.
  case nothingToAudit
  /// A stratum has no answer yet.
  case auditHasGaps
  /// Imported answers say of one stratum that it has two sizes.
  case answersOfTwoAudits
  case noAudit
  /// All are the same, or none.
  case oneSidedAnswers(TauSource, areSame: Bool, count: Int)
  case nothingMerges(TauSource)
  case nothingToTuneBy(TauSource?)
  /// Pairs whose scores do not say by themselves which pairs are the same.
  case sameFromNeeded(lowest: Double, highest: Double)
}
