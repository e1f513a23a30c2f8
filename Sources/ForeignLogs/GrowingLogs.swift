import Basics
import Files
import Importing
import Imports
import Language
import Sessions
import TraceLogs
import Traces

/// Another tool's log that is still written, in lines.
protocol GrowingForeignLog: GrowingSource {
  /// What was taken for granted, to be recorded.
  var settled: [(name: String, value: String)] { get }
  /// Whole lines; how many.
  func take(_ lines: ArraySlice<UInt8>, _ pulse: Pulse) throws -> Int
}

/// Logs that grow, by the flags of a call.
package enum GrowingLogs {
  private static let tableName = "table"

  package static func open(_ call: Call, _ similarity: EmbedderSimilarity, _ pulse: Pulse) throws
    -> any GrowingSource
  {
    if let log = try foreign(call, similarity, pulse) { return log }
    try FormatFlags.refuse(call, for: FormatFlags.traceName)
    return try GrowingLog(call.words[0], isLenient: call.has("lenient"))
  }

  /// As the session at work has it.
  package static func opened(_ call: Call, _ session: Session) throws -> any GrowingSource {
    let similarity = EmbedderSimilarity(session.study, session.options, session.pulse)
    return try open(call, similarity, session.pulse)
  }

  /// Nil of a trace log.
  private static func foreign(_ call: Call, _ similarity: EmbedderSimilarity, _ pulse: Pulse) throws
    -> (any GrowingForeignLog)?
  {
    guard let name = try call["format"] ?? recognized(call.words[0], pulse), name != FormatFlags.traceName
    else { return nil }
    if name == tableName { return try GrowingTable(call.words[0], call) }
    return try GrowingImport(call.words[0], FormatRegistry.format(named: name), call, similarity, pulse)
  }

  /// By how it begins; nil of a pipe, and where no other tool's log stands yet.
  private static func recognized(_ path: String, _ pulse: Pulse) throws -> String? {
    guard isRegularFile(path) else { return nil }
    do {
      guard case .foreign(_, let format) = try OpenedLog([path], format: nil, pulse: pulse) else {
        return nil
      }
      return format.manual.name
    } catch FileFault.empty { return nil }
  }

  /// The first bytes of a file, which are whole lines, as they were followed then; nil of a trace log, which is read as
  /// any.
  package static func replayed(
    _ call: Call, bytes: Int, _ similarity: EmbedderSimilarity, _ pulse: Pulse
  ) throws -> TraceLog? {
    guard call["format"] != nil, let log = try foreign(call, similarity, pulse) else { return nil }
    var left = bytes
    let file = try GrowingFile(call.words[0])
    while left > 0 {
      let new = try file.lines(most: 4 << 20) { try pulse.beat("reading", bytes - left, bytes) }
      if new.isEmpty { break }
      _ = try log.take(new.prefix(left), pulse)
      left -= new.count
    }
    return try log.finished().log
  }

  package static func settled(_ source: any GrowingSource) -> [(name: String, value: String)] {
    (source as? any GrowingForeignLog)?.settled ?? []
  }
}
