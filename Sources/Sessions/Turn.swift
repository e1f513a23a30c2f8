import Analyses
import Answers
import Basics
import Cache
import Studies
import Traces
import Views

/// One statement at work: a copy of the study, which is kept only if the statement succeeds.
package struct Turn {
  package var study: Study
  /// The statements before this one.
  package internal(set) var entries: [Session.Entry]
  /// The rows of the `merges` table shown last, for `accept 3`.
  package let lastMergeRows: [MergeRow]
  package let registry: Registry
  package let options: SessionOptions
  package let pulse: Pulse
  let stages: Stages
  /// Said on standard error, beside the answer.
  package var warnings: [String] = []
  /// What is recorded, where it is not the statement as typed.
  package var recorded: String?
  /// Only what is recorded counts: nothing is reckoned for an answer in words.
  package var isTerse = false
  /// Told at once what a statement that goes on and on has found; nil where nobody wants to hear it.
  package var news: ((Answer) -> Void)?
  /// The rows of the table that this statement shows.
  package var mergeRows: [MergeRow]?

  init(
    study: Study, entries: [Session.Entry], lastMergeRows: [MergeRow], registry: Registry,
    options: SessionOptions, pulse: Pulse, stages: Stages
  ) {
    self.study = study
    self.entries = entries
    self.lastMergeRows = lastMergeRows
    self.registry = registry
    self.options = options
    self.pulse = pulse
    self.stages = stages
  }

  package var analysis: Analysis {
    Analysis(study: study, stages: stages, pulse: pulse, allowsNetwork: options.allowsNetwork)
  }
}

extension Turn {
  /// What follows from another study than the one at work.
  package func analysis(of study: Study) -> Analysis {
    Analysis(study: study, stages: stages, pulse: pulse, allowsNetwork: options.allowsNetwork)
  }
}

/// What the command line allows and sets.
package struct SessionOptions: Sendable {
  package var overrides: [String: String] = [:]
  package var allowsChangedInputs = false
  /// Vectors may be asked for from the servers that a session names.
  package var allowsNetwork = false
  /// Programs that measure tasks may be started.
  package var allowsPrograms = false
  package var isInteractive = false
  /// Statements come from standard input, so that no log can.
  package var readsStandardInput = false
  /// Where journals lie; nil keeps none.
  package var journalFolder: String?
  /// Where vectors are kept from one session to the next; nil keeps none.
  package var cacheFile: String?
  /// How many bytes of vectors are kept, and of logs.
  package var cacheLimit = VectorCache.usualLimit

  /// Logs that other sessions of this process have read.
  package var logs: LogShelf?
  /// Where files lie that are named by relative paths.
  package var places = FilePlaces()

  package init() {}

  package var vectorCache: VectorCache? { cacheFile.map { VectorCache(path: $0, limit: cacheLimit) } }

  /// Logs as they were read, beside the vectors.
  package var keptLogs: KeptLogs? {
    cacheFile.map { file in
      KeptLogs(
        folder: "\(file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex))/logs", limit: cacheLimit)
    }
  }
}
