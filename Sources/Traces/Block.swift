import Files
import Glibc

/// A few hundred kilobytes of the log on their way from the file to the log: the text and its records.
final class LogBlock {
  /// Owned: safe to use up to `capacity` as long as the block lives.
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// Its place in the file, from 0.
  var number = 0
  /// How much of the file was read when the block was full.
  var position = 0
  var records = BlockRecords()
  fileprivate(set) var text: BlockText

  /// simdjson reads this far beyond the text.
  fileprivate static let padding = 64

  init(size: Int) {
    capacity = max(size, 1)
    bytes = .allocate(capacity: capacity + LogBlock.padding)
    text = BlockText(bytes: bytes, count: 0, isLast: false)
  }

  deinit { bytes.deallocate() }

  fileprivate func grow(keeping count: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + LogBlock.padding)
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = larger
    capacity *= 2
  }
}

/// Cuts a source into blocks that end where lines end.
final class BlockReader {
  private let source: any ByteSource
  /// The beginning of a line that did not fit into the last block.
  private var rest: [UInt8] = []
  private var isFirst = true

  /// A line longer than this is refused, lest a file without newlines fill the memory.
  static let longestLine = 64 << 20

  init(_ source: any ByteSource) { self.source = source }

  /// Fills `block`; false if nothing is left. Throws `LineTooLong`.
  func fill(_ block: LogBlock) throws -> Bool {
    var count = takeRest(block)
    var lineEnd: Int?
    var isAtEnd = false
    while lineEnd == nil && !isAtEnd {
      let before = count
      let room = UnsafeMutableRawBufferPointer(start: block.bytes + count, count: block.capacity - count)
      count += try source.fill(room)
      isAtEnd = count < block.capacity
      lineEnd = lastNewline(UnsafePointer(block.bytes), before..<count)
      if lineEnd == nil && !isAtEnd { try makeRoom(block, count) }
    }
    cut(block, count, lineEnd, isAtEnd)
    return count > 0
  }

  private func takeRest(_ block: LogBlock) -> Int {
    while block.capacity < rest.count { block.grow(keeping: 0) }
    rest.withUnsafeBufferPointer { rest in
      // In bounds: the block was just made large enough.
      if let base = rest.baseAddress { block.bytes.update(from: base, count: rest.count) }
    }
    return rest.count
  }

  private func makeRoom(_ block: LogBlock, _ count: Int) throws {
    guard count < BlockReader.longestLine else { throw LineTooLong() }
    block.grow(keeping: count)
  }

  /// Sets the block's text to its whole lines and keeps what follows them for the next block.
  private func cut(_ block: LogBlock, _ count: Int, _ lineEnd: Int?, _ isAtEnd: Bool) {
    let isTorn = isAtEnd && lineEnd != count - 1
    let end = isTorn ? count : lineEnd ?? 0
    let next = isTorn ? count : min(end + 1, count)
    rest = Array(UnsafeBufferPointer(start: block.bytes + next, count: count - next))
    // In bounds: a block has room for the padding after its capacity.
    (block.bytes + end).initialize(repeating: 0, count: LogBlock.padding)
    if !isTorn { block.bytes[end] = 10 }
    let skipped = isFirst ? markLength(block, end) : 0
    block.text = BlockText(bytes: block.bytes + skipped, count: end - skipped, isLast: isTorn)
    isFirst = false
  }

  private func markLength(_ block: LogBlock, _ end: Int) -> Int {
    let head = UnsafeBufferPointer(start: block.bytes, count: end)
    return head.starts(with: byteOrderMark) ? byteOrderMark.count : 0
  }
}

/// A line is longer than `BlockReader.longestLine`.
struct LineTooLong: Error {}
