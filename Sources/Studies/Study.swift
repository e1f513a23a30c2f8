import Channels
import Files
import Identity
import Language
import Optimizing
import Synchronization
import TraceLogs

/// Everything a person put in: logs, settings, decisions, notes. A value; whatever follows from it is analysis.
package struct Study: Sendable, Equatable {
  package var log: LoadedLog?
  package var settings = Settings()
  package var decisions = Decisions()
  /// What imported decisions speak of, for logs that do not hold it.
  package var decidedTexts: [OperationName: DecidedText] = [:]
  /// Pairs that a person could not judge.
  package var doubts = Doubts()
  /// What a person wants kept or dropped.
  package var tags = Tags()
  /// The pairs drawn for a random audit; the answers are decisions and doubts.
  package var audit: Audit?
  package var parameters = Parameters()
  /// How many notes were made; what they say stands in the session's statements.
  package var noteCount = 0
  /// How many batches of the replay `step` and `apply` have done; nil looks at the end of the log.
  package var position: Int?
  /// Freezes what verdicts rest on.
  package var seal: Seal?
  package var inputs: [Input] = []
  /// The models that a run asks, and the run.
  package var models = ChannelModels()
  package var run: RunSettings?
  /// Operations that a person has pinned in memory, or forbidden.
  package var holds = Holds()
  /// An input is not the file that was recorded, by leave of the command line: recorded results cannot hold.
  package var hasOtherInputs = false

  package init() {}
}

extension Study {
  /// What was read in is not written over.
  package func refuseToReplaceInput(_ path: String) throws {
    let isRead = inputs.contains { input in
      isSameFile(input.path, path) || input.parts.contains { isSameFile($0.path, path) }
    }
    guard isRead else { return }
    throw StudyFault.isAnInput(path: path)
  }
}

/// What was read into the study: a file, or a folder of files.
package struct Input: Sendable, Equatable {
  package var path: String
  /// Of a folder: over the names and hashes of its files.
  package var sha256: String
  /// The files that were read, where they are several.
  package var parts: [Part] = []

  package struct Part: Sendable, Equatable {
    package var path: String
    package var sha256: String

    package init(path: String, sha256: String) {
      (self.path, self.sha256) = (path, sha256)
    }
  }

  package init(path: String, sha256: String, parts: [Part] = []) {
    (self.path, self.sha256, self.parts) = (path, sha256, parts)
  }
}

/// A log that is shared, not copied, between the studies that hold it. Never changed after it is made, but that who follows a
/// log gives it back when it goes on.
package final class LoadedLog: Sendable, Equatable {
  private let held: Mutex<TraceLog?>
  /// Which logs this one begins with.
  package let lineage: Lineage

  /// `older` is what another log was appended to.
  package init(_ trace: TraceLog, continuing older: LoadedLog? = nil) {
    held = Mutex(trace)
    lineage = older?.lineage.continued ?? Lineage()
  }

  /// Empty when it was given back.
  package var trace: TraceLog { held.withLock { $0 } ?? TraceLog() }

  package var isGivenBack: Bool { held.withLock { $0 == nil } }

  /// Holds the log no longer, so that what comes can be appended in its place, without a copy: for who has the one and makes
  /// the next. Whatever was made from it stands; nothing else can be.
  package func giveBack() { held.withLock { $0 = nil } }

  package static func == (left: LoadedLog, right: LoadedLog) -> Bool { left === right }
}
