/// Why a run with a model cannot begin or go on. Data only: `Phrasing` has the words.
package enum OptimizingFault: Error, Equatable {
  case badTask(path: String, line: Int, place: String, seen: String, expected: String)
  case noTasks(path: String, split: String)
  /// A task without a reference answer, where answers are held against one.
  case noReference(task: String)
  /// The log holds a run already.
  case logStands(path: String)
  /// The log is no run, or a run of something else: `what` differs.
  case otherRun(path: String, what: String)
  case logInUse(path: String)
  /// The log has grown to another one than this run writes.
  case otherLog(path: String)
  case nothingToResume(path: String)
  case noRun
  case runIsOver(batches: Int)
  case studyNotEmpty
  /// Something else comes first.
  case outOfTurn(next: String)
  case missingPlaceholder(prompt: String, name: String)
  case unknownPlaceholder(prompt: String, name: String)
  case programsNotAllowed
  /// It did not start, or ended at once, time and again.
  case programFailed(command: String, reason: String)
  case notScored(unit: String, batch: Int)
  /// The memory alone does not fit the model's context.
  case tooLong(tokens: Int, context: Int)
}
