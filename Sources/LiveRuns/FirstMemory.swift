import ForeignLogs
import Importing
import Imports
import Memory
import Sessions
import TraceLogs
import Traces

/// The memory that a run begins with: the one that a log, or a memory of another tool, ends with.
package enum FirstMemory {
  package static func items(_ path: String, _ turn: Turn) throws -> [BankItem] {
    let pulse = turn.pulse
    let log: TraceLog
    switch try OpenedLog([path], format: nil, pulse: pulse) {
    case .trace(let file): log = try readTrace(file, options: ReadOptions(pulse: pulse)).log
    case .foreign(let source, let format):
      log = try importLog(source, format, ImportRequest(pulse: pulse, similarity: EmbedderSimilarity(turn)))
        .log
    }
    return RecordedRun(log: log, through: log.batches.count).bank.items
  }
}
