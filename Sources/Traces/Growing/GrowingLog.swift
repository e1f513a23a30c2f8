import Basics
import Files
import TraceLogs

/// A trace log that still grows: what is new in it is parsed and set against all that stands before, as `readTrace` does it
/// for a whole file.
package final class GrowingLog: GrowingSource {
  private let file: GrowingFile
  private let parser: RecordParser
  private var merger: Merger
  private let blockSize = 512 << 10
  /// The beginning of a batch of which more is to come.
  private var held: [UInt8] = []
  private static let most = 4 << 20

  package init(_ path: String, isLenient: Bool) throws {
    file = try GrowingFile(path)
    guard let parser = RecordParser() else { throw TraceFault.outOfMemory(file: path) }
    self.parser = parser
    merger = Merger(file: path, isLenient: isLenient)
  }

  package var hasEnded: Bool { file.hasEnded }
  package var batchCount: Int { merger.log.batches.count }
  package var recordCount: Int { merger.recordCount }
  package var wholeBytes: Int { file.wholeBytes }
  package func takeEvents() -> [GrowingFile.Event] { file.takeEvents() }

  package func read(pulse: Pulse) throws -> Int {
    let before = merger.recordCount
    let new = try file.lines(most: GrowingLog.most) { try pulse.beat("following", 0, 0) }
    var lines = held + new
    held = []
    // Where much is waiting, whole batches are taken: one that is taken in parts is looked at as often.
    if new.count >= GrowingLog.most, let start = lines.startOfLastBatch {
      held = Array(lines[start...])
      lines.removeSubrange(start...)
    }
    try merge(lines, pulse: pulse)
    return merger.recordCount - before
  }

  private func merge(_ lines: [UInt8], pulse: Pulse) throws {
    guard !lines.isEmpty else { return }
    let reader = BlockReader(HeldBytes(lines))
    let block = LogBlock(size: min(blockSize, lines.count + 1), content: BlockRecords())
    while try reader.fill(block) {
      parser.parse(block.text, into: &block.content)
      try merger.merge(block.text, &block.content)
      try pulse.beat("following", 0, 0)
    }
    try merger.checkProblems()
  }

  package var log: TraceLog? { merger.recordCount == 0 ? nil : merger.log }

  package func finished() throws -> (log: TraceLog, notices: [String]) {
    let rest = held
    held = []
    try merge(rest, pulse: .silent)
    let (log, report) = try merger.soFar()
    let skipped = report.skippedCount
    return (log, skipped == 0 ? [] : ["\(skipped) bad line\(skipped == 1 ? "" : "s") skipped"])
  }
}

extension [UInt8] {
  /// Where the last line begins that begins a batch, as writers mostly spell it; nil where none is but the first.
  fileprivate var startOfLastBatch: Int? {
    let spellings = ["{\"kind\":\"batch\"", "{\"kind\": \"batch\""].map { Array($0.utf8) }
    var end = count - 1
    while end > 0, let newline = self[..<end].lastIndex(of: UInt8(ascii: "\n")) {
      if spellings.contains(where: { self[(newline + 1)...].starts(with: $0) }) { return newline + 1 }
      end = newline
    }
    return nil
  }
}

/// Bytes as a source.
private final class HeldBytes: ByteSource {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(buffer.count, bytes.count)
    buffer.copyBytes(from: bytes.prefix(count))
    bytes = bytes.dropFirst(count)
    return count
  }
}
