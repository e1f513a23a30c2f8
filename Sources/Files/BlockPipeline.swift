import Basics

/// Reading, parsing and merging side by side.
///
///     let pipeline = BlockPipeline(text, file: file, pulse: pulse, threads: 2, blockSize: 512 << 10, makeContent: Spans.init, merge: take)
///     try runInParallel(threads: pipeline.threads) { _ in pipeline.work(parse: SpanParser().parse) }
///     try pipeline.finish()
///
/// Blocks are read one after another and merged one after another, in the order of the file; parsing them
/// is what goes on in parallel. A worker takes whatever can be done next, so no thread waits for a stage,
/// and the result cannot depend on who did what.
// Unchecked: `reader` and `merge` are used by one job at a time.
package final class BlockPipeline<Content>: @unchecked Sendable {
  package typealias Block = TextBlock<Content>

  package let threads: Int
  private let file: InputFile
  private let pulse: Pulse
  private let reader: BlockReader
  private let makeContent: () -> Content
  private let blockSize: Int
  private let mergeBlock: (Block) throws -> Void
  private let state: Monitor<State>

  private struct State {
    var free: [Block] = []
    /// How many blocks may still be made.
    var blocksToMake: Int
    /// Read, in order; to be parsed.
    var unparsed: [Block] = []
    /// Parsed, by number; to be merged.
    var parsed: [Int: Block] = [:]
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
    case read(Block)
    case parse(Block)
    case merge(Block)
    case stop
  }

  /// `text` is what `file` unpacks to. A second thread is not worth starting for a file that fits into one block.
  package init(
    _ text: any ByteSource, file: InputFile, pulse: Pulse, threads: Int, blockSize: Int,
    makeContent: @escaping () -> Content, merge: @escaping (Block) throws -> Void
  ) {
    let isSmall = file.size.map { $0 < blockSize } ?? false
    self.threads = isSmall ? 1 : max(1, min(threads, 64))
    self.file = file
    self.pulse = pulse
    self.makeContent = makeContent
    self.blockSize = blockSize
    mergeBlock = merge
    reader = BlockReader(text)
    state = Monitor(State(blocksToMake: 2 * self.threads + 2))
  }

  /// What each worker does until nothing is left. `parse` is its own: it may keep a parser.
  package func work(parse: (Block) -> Void) {
    while true {
      switch state.wait({ nextJob(&$0) }) {
      case .read(let block): read(block)
      case .parse(let block):
        parse(block)
        state.change { $0.parsed[block.number] = block }
      case .merge(let block): merge(block)
      case .stop: return
      }
    }
  }

  /// To be called when all workers have come back. Throws what ended the work: what a beat or a merge threw before what the
  /// file did, `LineTooLong` among it.
  package func finish() throws {
    let (failure, readFailure) = state.change { ($0.failure, $0.readFailure) }
    if let failure = failure ?? readFailure { throw failure }
  }

  /// A worker that cannot begin.
  package func fail(_ error: any Error) {
    state.change { $0.failure = $0.failure ?? error }
  }

  private func nextJob(_ state: inout State) -> Job? {
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

  private func freeBlock(_ state: inout State) -> Block? {
    if let block = state.free.popLast() { return block }
    guard state.blocksToMake > 0 else { return nil }
    state.blocksToMake -= 1
    return Block(size: blockSize, content: makeContent())
  }

  private func read(_ block: Block) {
    do {
      try pulse.beat("reading", file.position, file.size ?? 0)
      let isMore = try reader.fill(block)
      block.position = file.position
      state.change { handOn(block, isMore, &$0) }
    } catch {
      let isFileFault = error is FileFault || error is LineTooLong
      state.change { state in
        state.isReading = false
        state.isAllRead = true
        if isFileFault { state.readFailure = error } else { state.failure = error }
      }
    }
  }

  private func handOn(_ block: Block, _ isMore: Bool, _ state: inout State) {
    state.isReading = false
    state.isAllRead = !isMore
    guard isMore else { return }
    block.number = state.nextToRead
    state.nextToRead += 1
    state.unparsed.append(block)
  }

  private func merge(_ block: Block) {
    do {
      try mergeBlock(block)
      state.change { state in
        state.isMerging = false
        state.nextToMerge += 1
        state.free.append(block)
      }
    } catch {
      fail(error)
    }
  }
}
