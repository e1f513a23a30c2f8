import Basics
import Files
import TraceLogs

package struct ReadOptions: Sendable {
  /// Skip bad lines and count them, instead of failing.
  package var lenient = false
  package var pulse = Pulse.silent
  package var threads = 2
  /// How many bytes of the file are read; nil reads all. For a log that has grown since.
  package var byteLimit: Int?
  /// How much text is parsed and merged at a time. Small blocks are for tests: the result is the same.
  package var blockSize = 512 << 10

  package init(lenient: Bool = false, pulse: Pulse = .silent, threads: Int = 2) {
    self.lenient = lenient
    self.pulse = pulse
    self.threads = threads
  }
}

package struct ReadResult: Sendable {
  package var log: TraceLog
  /// Of the file as it is stored, so packed if it is packed.
  package var sha256: String
  package var byteCount: Int
  package var report: ReadReport

  package init(log: TraceLog, sha256: String, byteCount: Int, report: ReadReport) {
    (self.log, self.sha256, self.byteCount, self.report) = (log, sha256, byteCount, report)
  }
}

package struct ReadReport: Sendable {
  /// Records taken into the log.
  package var records = 0
  /// The first ten lines that were skipped, when reading leniently.
  package var skipped: [LogFault] = []
  package var skippedCount = 0
  /// Scoring calls, and those of them that lost an entry because its proposal is not in the log.
  package var calls = 0
  package var callsWithLoss = 0
  /// Kinds of record that this version does not know, sorted by name. Their records are left out.
  package var unknownKinds: [(kind: String, count: Int)] = []
  /// The last line has no newline at its end and is no JSON: whoever wrote it was interrupted. It is left out.
  package var tornLastLine: LogFault?
}

/// Reads a trace log: JSON Lines, plain or packed with gzip or zstd; `-` is standard input.
///
///     let result = try readTrace("run7.jsonl.gz", options: ReadOptions())
///     result.log.proposals.count
///
/// Throws `TraceFault`, `FileFault` or what a beat of the pulse throws. The result does not depend on
/// `options.threads`. Takes time linear in the size of the file and holds the log, not the file.
package func readTrace(_ path: String, options: ReadOptions = ReadOptions()) throws -> ReadResult {
  try readTrace(try InputFile(path), options: options)
}

/// The same of a file that was opened, and at most peeked into.
package func readTrace(_ file: InputFile, options: ReadOptions) throws -> ReadResult {
  file.limit = options.byteLimit
  let pulse = options.pulse
  file.whileWaiting = { [unowned file] in try pulse.beat("reading", file.position, file.size ?? 0) }
  let text = try file.unpacked().source
  let head = try peekedSource(text)
  guard let format = traceFormats.first(where: { $0.recognises(head.bytes) }) else {
    throw unrecognised(head.bytes, file.path)
  }
  let (log, report) = try format.read(head.source, from: file, options: options)
  return ReadResult(log: log, sha256: file.finishDigest(), byteCount: file.position, report: report)
}

/// One way to write down a trace.
protocol TraceFormat: Sendable {
  var name: String { get }
  /// Whether a file that begins with `head` is of this format.
  func recognises(_ head: ArraySlice<UInt8>) -> Bool
  /// Reads `text`, the unpacked content of `file`, to its end.
  func read(_ text: any ByteSource, from file: InputFile, options: ReadOptions) throws -> (
    TraceLog, ReadReport
  )
}

private let traceFormats: [any TraceFormat] = [MaaTraceFormat()]

private func unrecognised(_ head: ArraySlice<UInt8>, _ path: String) -> TraceFault {
  let line = head.prefix { $0 != UInt8(ascii: "\n") }
  let fault = LogFault(file: path, line: 1, column: 1, seen: shortened(line), expected: Expected.log)
  return .problems([fault], total: 1)
}

/// The beginning of `source`, and a source that begins with it again.
private func peekedSource(_ source: any ByteSource) throws -> (
  bytes: ArraySlice<UInt8>, source: any ByteSource
) {
  var bytes = [UInt8](repeating: 0, count: 64 << 10)
  let count = try bytes.withUnsafeMutableBytes { try source.fill($0) }
  return (bytes[..<count], Concatenation(bytes[..<count], source))
}

/// Bytes already taken from a source, then the source.
private final class Concatenation: ByteSource {
  private var head: ArraySlice<UInt8>
  private let tail: any ByteSource

  init(_ head: ArraySlice<UInt8>, _ tail: any ByteSource) {
    self.head = head
    self.tail = tail
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if head.isEmpty { return try tail.read(into: buffer) }
    let count = min(buffer.count, head.count)
    buffer.copyBytes(from: head.prefix(count))
    head = head.dropFirst(count)
    return count
  }
}
