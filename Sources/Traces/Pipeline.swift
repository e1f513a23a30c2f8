import Basics
import Files
import TraceLogs

/// Reading, parsing and merging side by side.
///
/// Blocks are read one after another and merged one after another, in the order of the file; parsing them
/// is what goes on in parallel. A worker takes whatever can be done next, so no thread waits for a stage,
/// and the result cannot depend on who did what.
final class Pipeline: @unchecked Sendable {  // unchecked: `reader` and `merger` are used by one job at a time
  let threads: Int
  private let file: InputFile
  private let pulse: Pulse
  private let reader: BlockReader
  private var merger: Merger
  private let state: Monitor<State>

  private struct State {
    var free: [LogBlock] = []
    /// How many blocks may still be made.
    var blocksToMake: Int
    let blockSize: Int
    /// Read, in order; to be parsed.
    var unparsed: [LogBlock] = []
    /// Parsed, by number; to be merged.
    var parsed: [Int: LogBlock] = [:]
    var isReading = false
    var isMerging = false
    var nextToRead = 0
    var nextToMerge = 0
    var isAllRead = false
    /// Ends everything at once.
    var failure: (any Error)?
    /// Ends the reading; what was read before is merged, so that the outcome does not depend on timing.
    var readFailure: (any Error)?
  }

  private enum Job {
    case read(LogBlock)
    case parse(LogBlock)
    case merge(LogBlock)
    case stop
  }

  init(_ text: any ByteSource, file: InputFile, options: ReadOptions) {
    // A second thread is not worth starting for a file that fits into one block.
    let isSmall = file.size.map { $0 < options.blockSize } ?? false
    threads = isSmall ? 1 : max(1, min(options.threads, 64))
    self.file = file
    pulse = options.pulse
    reader = BlockReader(text)
    merger = Merger(file: file.path, isLenient: options.lenient)
    state = Monitor(State(blocksToMake: 2 * threads + 2, blockSize: options.blockSize))
  }

  /// What each worker does until nothing is left.
  func work() throws {
    guard let parser = RecordParser() else { return fail(TraceFault.outOfMemory(file: file.path)) }
    while true {
      switch state.wait(Pipeline.nextJob) {
      case .read(let block): read(block)
      case .parse(let block): parse(block, parser)
      case .merge(let block): merge(block)
      case .stop: return
      }
    }
  }

  /// To be called when all workers have come back.
  func finish() throws -> (TraceLog, ReadReport) {
    let (failure, readFailure) = state.change { ($0.failure, $0.readFailure) }
    if let failure { throw failure }
    if readFailure is LineTooLong { throw merger.lineTooLong() }
    if let readFailure { throw readFailure }
    // Taken out of here first: as long as two own the columns, changing them would copy them.
    let finished = merger
    merger = Merger(file: file.path, isLenient: false)
    return try finished.finish()
  }

  private static func nextJob(_ state: inout State) -> Job? {
    if state.failure != nil { return .stop }
    if !state.isMerging, let block = state.parsed.removeValue(forKey: state.nextToMerge) {
      state.isMerging = true
      return .merge(block)
    }
    if !state.isReading, !state.isAllRead, state.unparsed.count < 2, let block = freeBlock(&state) {
      state.isReading = true
      return .read(block)
    }
    if !state.unparsed.isEmpty { return .parse(state.unparsed.removeFirst()) }
    let isDone = state.isAllRead && state.nextToMerge == state.nextToRead
    return isDone ? .stop : nil
  }

  private static func freeBlock(_ state: inout State) -> LogBlock? {
    if let block = state.free.popLast() { return block }
    guard state.blocksToMake > 0 else { return nil }
    state.blocksToMake -= 1
    return LogBlock(size: state.blockSize)
  }

  private func read(_ block: LogBlock) {
    do {
      try pulse.beat("reading", file.position, file.size ?? 0)
      let isMore = try reader.fill(block)
      block.position = file.position
      state.change { Pipeline.handOn(block, isMore, &$0) }
    } catch {
      let isFileFault = error is FileFault || error is LineTooLong
      state.change { state in
        state.isReading = false
        state.isAllRead = true
        if isFileFault { state.readFailure = error } else { state.failure = error }
      }
    }
  }

  private static func handOn(_ block: LogBlock, _ isMore: Bool, _ state: inout State) {
    state.isReading = false
    state.isAllRead = !isMore
    guard isMore else { return }
    block.number = state.nextToRead
    state.nextToRead += 1
    state.unparsed.append(block)
  }

  private func parse(_ block: LogBlock, _ parser: RecordParser) {
    parser.parse(block.text, into: &block.records)
    state.change { $0.parsed[block.number] = block }
  }

  private func merge(_ block: LogBlock) {
    do {
      try merger.merge(block.text, &block.records)
      if let size = file.size { merger.reserve(after: block.number, position: block.position, of: size) }
      state.change { state in
        state.isMerging = false
        state.nextToMerge += 1
        state.free.append(block)
      }
    } catch {
      fail(error)
    }
  }

  private func fail(_ error: any Error) {
    state.change { $0.failure = $0.failure ?? error }
  }
}
