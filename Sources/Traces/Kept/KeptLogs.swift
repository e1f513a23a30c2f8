import Files
import TraceLogs

/// Large logs as they were read, kept as columns from one run to the next: opening one takes a tenth of the time of reading it.
///
/// A kept log stands for its file as long as that has the same place, number, size and times of change, and only for the
/// program that read it: another one may read otherwise. It never fails a statement: where it cannot be used, the log is read.
package struct KeptLogs: Sendable {
  package let folder: String
  /// Bytes that all of them may have.
  package let limit: Int
  /// Smaller logs are read faster than anybody notices.
  private let least: Int
  /// For so many seconds a file may not have changed.
  private let patience: Int

  package static let leastSize = 4 << 20
  private static let suffix = ".columns"

  package init(folder: String, limit: Int, least: Int = leastSize, patience: Int = 2) {
    (self.folder, self.limit, self.least, self.patience) = (folder, limit, least, patience)
  }

  /// Gives the log that is kept of a file, or reads it and keeps it.
  package func read(_ file: InputFile, options: ReadOptions) throws -> ReadResult {
    guard let size = file.size, size >= least, file.limit == nil, !options.lenient,
      let path = canonicalPath(file.path), let stamp = FileStamp(path), let program = FileStamp.ofThisProgram
    else { return try readTrace(file, options: options) }
    let name = "\(folder)/\(Digest.sha256(of: Array(path.utf8)).prefix(32))\(KeptLogs.suffix)"
    let seal = "\(path)\n\(stamp.text)\n\(program.text)"
    if let kept = try? opened(name, seal) {
      markUsed(name)
      return kept
    }
    let result = try readTrace(file, options: options)
    // What changed while it was read may be neither.
    if FileStamp(path) == stamp, !stamp.isFresh(patience) { keep(result, as: name, seal) }
    return result
  }

  private func opened(_ name: String, _ seal: String) throws -> ReadResult {
    let file = try RandomFile(name)
    var reader = try ColumnReader(file, seal: KeptLogs.sum(seal))
    var entry = KeptEntry(
      ReadResult(log: TraceLog(), sha256: "", byteCount: 0, report: ReadReport()), seal: "")
    try entry.code(with: &reader)
    guard entry.seal == seal else { throw UnsoundColumns() }
    try entry.result.log.code(with: &reader)
    guard reader.isAtEnd, entry.result.log.isSound else { throw UnsoundColumns() }
    return entry.result
  }

  private static func sum(_ seal: String) -> UInt64 { ColumnFile.sum(of: Array(seal.utf8)) }

  /// Only of a file with which everything is in order.
  private func keep(_ result: ReadResult, as name: String, _ seal: String) {
    let report = result.report
    guard report.skippedCount == 0, report.callsWithLoss == 0, report.unknownKinds.isEmpty,
      report.tornLastLine == nil, result.log.isSound
    else { return }
    var (entry, writer) = (KeptEntry(result, seal: seal), ColumnWriter())
    do {
      try entry.code(with: &writer)
      try entry.result.log.code(with: &writer)
      // Not to drive out all others.
      guard writer.byteCount <= limit / 2 else { return }
      try makePrivateDirectory(folder)
      makeRoom(for: writer.byteCount)
      try writeAtomically(to: name, isSynced: false) { write in
        try writer.write(seal: KeptLogs.sum(seal), write)
      }
    } catch {}
  }

  /// Those go first that were used longest ago.
  private func makeRoom(for bytes: Int) {
    for path in filesByAge(in: folder, suffix: ".tmp")
    where isLeftover(path) && FileStamp(path)?.isFresh() == false {
      removeFile(path)
    }
    let kept = filesByAge(in: folder, suffix: KeptLogs.suffix)
    var total = kept.reduce(bytes) { $0 + (sizeOfFile($1) ?? 0) }
    for path in kept where total > limit {
      total -= sizeOfFile(path) ?? 0
      removeFile(path)
    }
  }

  /// How many logs are kept, and the bytes they take.
  package var contents: (count: Int, bytes: Int) {
    let kept = filesByAge(in: folder, suffix: KeptLogs.suffix)
    return (kept.count, kept.reduce(0) { $0 + (sizeOfFile($1) ?? 0) })
  }

  package func clear() {
    for path in filesByAge(in: folder, suffix: "") where path.hasSuffix(KeptLogs.suffix) || isLeftover(path) {
      removeFile(path)
    }
  }
}

/// What is kept of a log beside it.
private struct KeptEntry {
  var result: ReadResult
  /// Whose it is.
  var seal: String

  init(_ result: ReadResult, seal: String) { (self.result, self.seal) = (result, seal) }

  mutating func code(with coder: inout some ColumnCoder) throws {
    var texts = [seal, result.sha256]
    try coder.code(&texts)
    try coder.code(&result.byteCount)
    try coder.code(&result.report.records)
    try coder.code(&result.report.calls)
    guard texts.count == 2 else { throw UnsoundColumns() }
    (seal, result.sha256) = (texts[0], texts[1])
  }
}
