import Files
import Studies
import Synchronization
import TraceLogs
import Traces

/// Logs as they were read, for sessions of one process that read the same ones. A log stands as long as its file is the same
/// one, by number, size and time of change.
package final class LogShelf: Sendable {
  private struct Place: Equatable {
    let path: String
    let isLenient: Bool
    let stamp: FileStamp
  }

  private struct Shelved {
    let key: Place
    let read: ReadResult
    /// What it is after no other log, and after those that it was appended to.
    var logs: [(older: LoadedLog?, joined: LoadedLog, conflicts: [String])] = []
  }

  private let shelved = Mutex<[Shelved]>([])
  private let most: Int

  package init(keeps most: Int) { self.most = most }

  /// Reads a file, or gives what another session has read. Two that ask at once both read; the first one's is kept.
  func read(_ path: String, isLenient: Bool, _ read: () throws -> ReadResult) throws -> ReadResult {
    guard let stamp = FileStamp(path) else { return try read() }
    let key = Place(path: path, isLenient: isLenient, stamp: stamp)
    if let known = shelved.withLock({ all in all.first { $0.key == key }?.read }) { return known }
    let result = try read()
    // What changed while it was read may be neither.
    guard FileStamp(path) == stamp else { return result }
    return shelved.withLock { all in
      if let known = all.first(where: { $0.key == key }) { return known.read }
      all.append(Shelved(key: key, read: result))
      if all.count > most { all.removeFirst() }
      return result
    }
  }

  /// The log `read` after `older`: the same thing for all who ask, so that what follows from it is made once.
  func joined(_ read: ReadResult, to older: LoadedLog?, _ join: () throws -> (LoadedLog, [String])) rethrows
    -> (LoadedLog, [String])
  {
    func known(_ all: [Shelved]) -> (LoadedLog, [String])? {
      all.first { $0.read.sha256 == read.sha256 }?.logs.first { $0.older == older }.map {
        ($0.joined, $0.conflicts)
      }
    }
    if let log = shelved.withLock({ known($0) }) { return log }
    let (log, conflicts) = try join()
    return shelved.withLock { all in
      if let log = known(all) { return log }
      if let place = all.firstIndex(where: { $0.read.sha256 == read.sha256 }) {
        all[place].logs.append((older, log, conflicts))
      }
      return (log, conflicts)
    }
  }
}

extension Turn {
  package func readLog(_ file: InputFile, isLenient: Bool) throws -> ReadResult {
    let options = ReadOptions(lenient: isLenient, pulse: pulse)
    let kept = self.options.keptLogs
    func read() throws -> ReadResult {
      try kept?.read(file, options: options) ?? readTrace(file, options: options)
    }
    guard let logs = self.options.logs else { return try read() }
    return try logs.read(file.path, isLenient: isLenient) { try read() }
  }

  /// Only so many bytes, of a log that has grown since.
  package func readLog(_ path: String, isLenient: Bool, byteLimit: Int) throws -> ReadResult {
    var options = ReadOptions(lenient: isLenient, pulse: pulse)
    options.byteLimit = byteLimit
    return try readTrace(path, options: options)
  }

  /// Appends a log to those of the study.
  package mutating func append(_ read: ReadResult) throws {
    let older = study.log
    let join = { () throws -> (LoadedLog, [String]) in try Turn.joined(read.log, to: older) }
    let (log, conflicts) = try options.logs?.joined(read, to: older, join) ?? join()
    take(log, conflicts)
  }

  package mutating func append(_ log: TraceLog) throws {
    let (log, conflicts) = try Turn.joined(log, to: study.log)
    take(log, conflicts)
  }

  private static func joined(_ log: TraceLog, to older: LoadedLog?) throws -> (LoadedLog, [String]) {
    guard let first = older?.trace else { return (LoadedLog(log), []) }
    let joined = try first.appending(log)
    return (LoadedLog(joined.log, continuing: older), joined.conflictingItems)
  }

  private mutating func take(_ log: LoadedLog, _ conflicts: [String]) {
    if !conflicts.isEmpty {
      let ids = conflicts.prefix(5).joined(separator: ", ")
      warnings.append("items with other content than in the first log keep that: \(ids)")
    }
    study.log = log
  }
}
