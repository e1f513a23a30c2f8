import Basics
import Files
import TraceLogs

/// A trace log that still grows: what is new in it is parsed and set against all that stands before, as `readTrace` does it
/// for a whole file.
package final class GrowingLog {
  private let file: GrowingFile
  private let parser: RecordParser
  private var merger: Merger
  private let blockSize = 512 << 10

  package init(_ path: String, isLenient: Bool) throws {
    file = try GrowingFile(path)
    guard let parser = RecordParser() else { throw TraceFault.outOfMemory(file: path) }
    self.parser = parser
    merger = Merger(file: path, isLenient: isLenient)
  }

  package var hasEnded: Bool { file.hasEnded }
  package var batchCount: Int { merger.log.batches.count }
  package var recordCount: Int { merger.recordCount }
  /// Of the file as it stands now, up to its last whole line.
  package var wholeBytes: Int { file.wholeBytes }
  package func takeEvents() -> [GrowingFile.Event] { file.takeEvents() }

  /// Takes what is there by now, up to some megabytes; how many records that were.
  package func read(pulse: Pulse) throws -> Int {
    let before = merger.recordCount
    let lines = try file.lines(most: 4 << 20) { try pulse.beat("following", 0, 0) }
    guard !lines.isEmpty else { return 0 }
    let reader = BlockReader(HeldBytes(lines))
    let block = LogBlock(size: min(blockSize, lines.count + 1))
    while try reader.fill(block) {
      parser.parse(block.text, into: &block.records)
      try merger.merge(block.text, &block.records)
      try pulse.beat("following", 0, 0)
    }
    try merger.checkProblems()
    return merger.recordCount - before
  }

  /// What stands so far, and nil where that is nothing. What comes later is appended to it: every column begins with what it
  /// holds now.
  package var log: TraceLog? { merger.recordCount == 0 ? nil : merger.log }

  /// The same as a reading of the whole gives it, which has its symbols in another order.
  package func finished() throws -> (log: TraceLog, report: ReadReport) { try merger.soFar() }
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
