import Files
import TraceLogs

/// A log read by a `BlockPipeline`: parsed by a `RecordParser` per worker, merged by one `Merger`.
final class Pipeline: @unchecked Sendable {  // unchecked: `merger` is used by one job at a time
  private let file: InputFile
  private let blocks: BlockPipeline<BlockRecords>
  private let merging: Merging

  /// One `Merger` that the jobs of merging take turns with.
  private final class Merging {
    var merger: Merger
    init(_ merger: Merger) { self.merger = merger }
  }

  init(_ text: any ByteSource, file: InputFile, options: ReadOptions) {
    let merging = Merging(Merger(file: file.path, isLenient: options.lenient))
    self.file = file
    self.merging = merging
    blocks = BlockPipeline(
      text, file: file, pulse: options.pulse, threads: options.threads, blockSize: options.blockSize,
      makeContent: BlockRecords.init,
      merge: { block in
        try merging.merger.merge(block.text, &block.content)
        guard let size = file.size else { return }
        merging.merger.reserve(after: block.number, position: block.position, of: size)
      })
  }

  var threads: Int { blocks.threads }

  /// What each worker does until nothing is left.
  func work() {
    guard let parser = RecordParser() else { return blocks.fail(TraceFault.outOfMemory(file: file.path)) }
    blocks.work { block in parser.parse(block.text, into: &block.content) }
  }

  /// To be called when all workers have come back.
  func finish() throws -> (TraceLog, ReadReport) {
    do {
      try blocks.finish()
    } catch is LineTooLong {
      throw merging.merger.lineTooLong()
    }
    // Taken out of here first: as long as two own the columns, changing them would copy them.
    let finished = merging.merger
    merging.merger = Merger(file: file.path, isLenient: false)
    return try finished.finish()
  }
}
