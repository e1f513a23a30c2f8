import Accumulation
import Cache
import Query

/// Why a statement cannot be run. Data only: `Wording` holds the prose.
package enum StatementFault: Error, Equatable {
  case unknownVerb(String, suggestion: String?)
  case unknownFlag(String, verb: String, suggestion: String?, known: [String])
  case repeatedFlag(String)
  case valueForSwitch(String)
  case missingValue(flag: String)
  case missingWord(String, usage: String)
  case extraWord(String, usage: String)
  case badValue(name: String, seen: String, expected: String)
  case badChoice(name: String, seen: String, choices: [String], suggestion: String?)
  case unknownParameter(String, suggestion: String?)
  case badParameterName(String)
  case repeatedParameter(String)
  /// A lower bound above its upper one.
  case crossedBounds(name: String, seen: String, other: String, bound: String)
  /// A setting's value that only its own command can give.
  case embedderWantsWords(String)
  /// A flag of `embed http` beside another embedder.
  case flagOfAnother(flag: String, owner: String)
  case networkNotAllowed
  case noLog
  /// Shares of a simulated world that are more than the whole.
  case sharesExceedOne(flags: [String], sum: String)
  case oneSceneOnly
  /// The log has no label with this field.
  case noTruth(String)
  case replayAtEnd(batches: Int)
  case unknownOperation(String)
  case ambiguousOperation(String, matches: [String])
  /// A flag says what a part of the SQL says already.
  case flagBesideClause(flag: String, clause: String)
  /// A query that gives no answer, and where it stands: `text` is what was typed.
  case query(QueryFault, text: String)
  case tooManyUnits(Int, most: Int)
  case unknownBatch(String, first: Int?, last: Int?)
  /// A flag that shows something stands beside words that change something.
  case showsOnly(flag: String, verb: String)
  /// `compare` wants `SETTING=VALUE`.
  case noAssignment(String)
  /// The log says nothing of how often signs are right.
  case noSignAccuracy(verb: String)
  /// A flag that says nothing without another.
  case needsFlag(String, other: String)
  case flagsExclude(String, String)
  /// A flag of the verb that does not belong to what the words ask for.
  case flagNotFor(String, String)
  /// `recorded` has no vector for a text that is not of the log.
  case onlyVectorsOfTheLog
  case noSuchRow(Int, rows: Int)
  case noMergesShown
  /// A line that is no answer in a review.
  case noAnswer(String)
  /// A review without answers.
  case nobodyAnswers
  /// More pairs reach tau than a join gives.
  case tooManyPairs(limit: Int, tau: Cosine)
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
  case nothingToUndo
  case nothingToRedo
  case noSuchStatement(Int, count: Int)
  /// A statement failed while others were folded; the session stays as it was.
  case foldFailed(number: Int, statement: String, complaint: Complaint)
  case notInASession(verb: String)
  case inputChanged(path: String, recorded: String, found: String)
  case expectation(measure: String, seen: String, comparison: String, expected: String)
  case resultDiffers(recorded: String, found: String)
  case fileExists(path: String)
  case fileChanged(path: String)
  case noFileName
  case isAnInput(path: String)
  case standardInputIsTaken
  case resultIsOnlyEqual
  case nothingToRecover
  case cacheNotCleared(CacheNotice)
  case sessionNotEmpty
  case unsaved(count: Int)
  case notASession(path: String)
  case newerSession(path: String, version: String)
  case unknownFormat(path: String, known: [String])
  case invalidUTF8(path: String)
  /// A file was to hold a picture of which there is none; `why` is what was said instead.
  case nothingDrawn(path: String, why: [String])
  /// Pairs whose scores do not say by themselves which pairs are the same.
  case sameFromNeeded(lowest: Double, highest: Double)
  /// No tau can be proposed: all pairs are the same, or all different.
  case oneSidedPairs(path: String, areSame: Bool, from: Double)
  /// No same pair has a cosine above 0.
  case noTauJoins(path: String)
  /// An operation that is to leave a unit lies in another.
  case notOfUnit(String, unit: String)
  /// All members of a unit would leave it together.
  case nobodyStays(unit: String, members: Int)
  case oneUnitAlready(String)
  /// No decision names just these two.
  case noDecision(String, String)
  /// A decision of a file contradicts others; the place is its file and record.
  case decisionRefused(place: String, Contradiction)
  case notDecisions(place: String, seen: String, expected: String)
}

/// A fault and the place in a script where it arose.
package struct ScriptFault: Error {
  package let file: String
  package let line: Int
  package let fault: any Error
}
