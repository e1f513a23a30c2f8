import Basics
import TraceLogs
import Traces

/// A log that grows, as one loaded log after another. Each takes the place of the one before it: columns grow where they are,
/// so that what comes costs what it is, however long the log.
package struct FollowedTrace {
  package let growing: any GrowingSource
  /// What was loaded before; the log that grows comes after it.
  private let older: LoadedLog?
  private var latest: LoadedLog?
  private var folded = 0

  package init(_ growing: any GrowingSource, after older: LoadedLog?) {
    (self.growing, self.older) = (growing, older)
  }

  /// Whether something was read that no loaded log holds yet.
  package var hasNews: Bool { growing.recordCount > folded }

  /// Takes what is there by now; how many records that were. The loaded log of before is given back.
  package mutating func read(pulse: Pulse) throws -> Int {
    latest?.giveBack()
    return try growing.read(pulse: pulse)
  }

  /// All that was read; nil where that is nothing. Complexity: O(1), but O(records) where it comes after another log or is
  /// made anew.
  package mutating func loaded() throws -> LoadedLog? {
    guard let trace = try growing.log else { return nil }
    let whole = try older.map { try $0.trace.appending(trace).log } ?? trace
    let log = LoadedLog(whole, continuing: growing.isRemade ? older : latest ?? older)
    (latest, folded) = (log, growing.recordCount)
    return log
  }
}
