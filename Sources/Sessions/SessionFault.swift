import Answers
import Identity
import TraceLogs

/// Why a session cannot go on as it was asked to.
package enum SessionFault: Error, Equatable {
  case noSuchRow(Int, rows: Int)
  case noMergesShown
  /// Both wordings of the row are in one unit: accepting may mean the merge, or the suspicion.
  case rowIsNoPair(String, ruling: Decision.Ruling, OperationName, OperationName)
  /// A unit's number that now is another's.
  case staleNumber(String, isNow: String, wasMerged: Bool)
  /// A figure is not as an `expect` states it.
  case expectation(measure: String, seen: String, comparison: String, expected: String)
  /// A line that is no answer in a review.
  case noAnswer(String)
  /// A review without answers.
  case nobodyAnswers
  /// What was answered before stays.
  case reviewInterrupted(answers: Int)
  case nothingToUndo
  case nothingToRedo
  /// A statement failed while others were folded; the session stays as it was.
  case foldFailed(number: Int, statement: String, complaint: Complaint)
  case notInASession(verb: String)
  case inputChanged(path: String, recorded: String, found: String)
  case fileExists(path: String)
  case fileChanged(path: String)
  case standardInputIsTaken
  case notASession(path: String)
  case newerSession(path: String, version: String)
  case invalidUTF8(path: String)
  /// A file was to hold a picture of which there is none; `why` is what was said instead.
  case nothingDrawn(path: String, why: [String])
  /// An operation that is to leave a unit lies in another.
  case notOfUnit(String, unit: String)
  /// All members of a unit would leave it together.
  case nobodyStays(unit: String, members: Int)
  /// A decision of a file contradicts others; the place is its file and record.
  case decisionRefused(place: String, Contradiction)
}

/// A fault and the place in a script where it arose.
package struct ScriptFault: Error {
  package let file: String
  package let line: Int
  package let fault: any Error

  package init(file: String, line: Int, fault: any Error) {
    (self.file, self.line, self.fault) = (file, line, fault)
  }
}
