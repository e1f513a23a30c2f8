import Files
import JSON
import TraceLogs
import Traces

/// What a run has done last, as its log says.
package enum RunPhase: String, Sendable, CaseIterable {
  case begun, proposed, scored, stepped, validated
}

/// How far a run has come. Follows from the marks of its log alone.
package struct RunPosition: Sendable, Equatable {
  package var phase: RunPhase?
  /// The batch at work or done last; 0 before the first.
  package var batch = 0
  package var best: Double?
  /// How many validations since the best one.
  package var sinceBest = 0
  /// What the run was begun with.
  package var identity = ""

  mutating func take(_ mark: JSONValue, epsilon: Double) {
    guard let phase = mark["phase"]?.text.flatMap({ RunPhase(rawValue: $0) }) else { return }
    self.phase = phase
    batch = mark["batch"]?.whole ?? batch
    if phase == .begun { identity = mark["with"]?.writing.written ?? "" }
    guard phase == .validated, let score = mark["score"]?.number else { return }
    // The method takes a better one only where it is better by epsilon; the first is the best so far.
    let isBetter = best.map { score > $0 && score >= $0 + epsilon } ?? true
    (best, sinceBest) = isBetter ? (score, 0) : (best, sinceBest + 1)
  }
}

/// The log of a run while the run writes it: whole phases, each ended by a mark. What stands behind the last mark when a run
/// goes on was being written as it stopped; it is taken back, and comes again from the cassette.
package final class RunLog {
  package let path: String
  private let file: SyncedFile
  package private(set) var position = RunPosition()
  package private(set) var byteCount: Int
  private let epsilon: Double

  package init(_ path: String, epsilon: Double) throws {
    try makeParentFolder(of: path)
    guard let file = try SyncedFile(path) else { throw OptimizingFault.logInUse(path: path) }
    (self.path, self.file, self.epsilon) = (path, file, epsilon)
    let bytes = try file.contents()
    byteCount = 0
    var at = 0
    while let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[at..<end]
      at = end + 1
      guard line.starts(with: RunLog.head), let mark = JSONDocument(Array(line))?.root else { continue }
      position.take(mark, epsilon: epsilon)
      byteCount = at
    }
    // A file of something else is nobody's to cut.
    let beginning = Array("{\"kind\":\"header\",\"format\":\"maa-trace\"".utf8)
    guard byteCount > 0 || bytes.starts(with: beginning) || beginning.starts(with: bytes) else {
      throw OptimizingFault.otherRun(path: path, what: "it is no log of a run")
    }
    isCut = byteCount < bytes.count
  }

  private var isCut: Bool
  private static let head = Array("{\"kind\":\"\(LoggedRecord.kind)\",".utf8)

  package var isEmpty: Bool { byteCount == 0 }

  /// Appends a phase, record by record, and its mark; on the disk when this returns.
  func append(_ records: [LoggedRecord], _ phase: RunPhase, _ members: [(String, JSONWriting)]) throws {
    if isCut { try file.truncate(to: byteCount) }
    isCut = true
    for record in records { try write(record) }
    let mark = JSONWriting.object([("phase", .text(phase.rawValue))] + members)
    try write(.mark(mark.members))
    try file.sync()
    isCut = false
    if let root = JSONDocument(Array(mark.written.utf8))?.root { position.take(root, epsilon: epsilon) }
  }

  private func write(_ record: LoggedRecord) throws {
    let line = record.line
    try file.append(line)
    byteCount += line.count
  }

  /// The log up to the last mark.
  package func trace() throws -> TraceLog {
    var options = ReadOptions()
    options.byteLimit = byteCount
    return try readTrace(path, options: options).log
  }
}
