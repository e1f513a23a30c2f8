import Basics
import Files
import TraceLogs

/// A log that is still written, whoever writes it.
package protocol GrowingSource: AnyObject {
  /// Nothing more will come: the other end of a pipe is closed.
  var hasEnded: Bool { get }
  var batchCount: Int { get }
  /// What `log` holds so far.
  var recordCount: Int { get }
  /// Of the file as it stands now, up to its last whole line.
  var wholeBytes: Int { get }
  func takeEvents() -> [GrowingFile.Event]
  /// Takes what is there by now, up to some megabytes; how many records that were.
  func read(pulse: Pulse) throws -> Int
  /// What stands so far, and nil where that is nothing.
  var log: TraceLog? { get throws }
  /// Whether it is made anew of all that was read. Else what comes later is appended to it: every column begins with what
  /// it holds now.
  var isRemade: Bool { get }
  /// The same as a reading of the whole gives it, which has its symbols in another order, and what is to be said of it.
  func finished() throws -> (log: TraceLog, notices: [String])
}

extension GrowingSource {
  package var isRemade: Bool { false }
}
