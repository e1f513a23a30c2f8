/// A few hundred kilobytes of a file that is read line by line: whole lines, and room for a JSON parser to read beyond them.
///
/// What a reader of some format makes of it travels with it.
package final class TextBlock<Content> {
  package var content: Content
  /// Owned: safe to use up to `capacity` as long as the block lives, and `padding` bytes more.
  package private(set) var bytes: UnsafeMutablePointer<UInt8>
  package private(set) var capacity: Int
  /// Its place in the file, from 0.
  package var number = 0
  /// How much of the file was read when the block was full.
  package var position = 0
  /// The lines stand in `bytes[lines]`, without the newline of the last one. `bytes[lines.upperBound]` is a newline or a zero.
  package fileprivate(set) var lines = 0..<0
  /// Whether the text ends here without a newline.
  package fileprivate(set) var isLast = false

  /// simdjson reads this far beyond the text.
  fileprivate static var padding: Int { 64 }

  package init(size: Int, content: Content) {
    self.content = content
    capacity = max(size, 1)
    bytes = .allocate(capacity: capacity + TextBlock.padding)
  }

  deinit { bytes.deallocate() }

  fileprivate func grow(keeping count: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + TextBlock.padding)
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = larger
    capacity *= 2
  }
}

/// Cuts a source into blocks that end where lines end.
package final class BlockReader {
  private let source: any ByteSource
  /// The beginning of a line that did not fit into the last block.
  private var rest: [UInt8] = []
  private var isFirst = true

  /// A line longer than this is refused, lest a file without newlines fill the memory.
  package static let longestLine = 64 << 20

  package init(_ source: any ByteSource) { self.source = source }

  /// Fills `block`; false if nothing is left. Throws `LineTooLong`.
  package func fill<Content>(_ block: TextBlock<Content>) throws -> Bool {
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

  private func takeRest<Content>(_ block: TextBlock<Content>) -> Int {
    while block.capacity < rest.count { block.grow(keeping: 0) }
    rest.withUnsafeBufferPointer { rest in
      // In bounds: the block was just made large enough.
      if let base = rest.baseAddress { block.bytes.update(from: base, count: rest.count) }
    }
    return rest.count
  }

  private func makeRoom<Content>(_ block: TextBlock<Content>, _ count: Int) throws {
    guard count < BlockReader.longestLine else { throw LineTooLong() }
    block.grow(keeping: count)
  }

  /// Sets the block's text to its whole lines and keeps what follows them for the next block.
  private func cut<Content>(_ block: TextBlock<Content>, _ count: Int, _ lineEnd: Int?, _ isAtEnd: Bool) {
    let isTorn = isAtEnd && lineEnd != count - 1
    let end = isTorn ? count : lineEnd ?? 0
    let next = isTorn ? count : min(end + 1, count)
    rest = Array(UnsafeBufferPointer(start: block.bytes + next, count: count - next))
    // In bounds: a block has room for the padding after its capacity.
    (block.bytes + end).initialize(repeating: 0, count: TextBlock<Content>.padding)
    if !isTorn { block.bytes[end] = 10 }
    let skipped = isFirst ? markLength(block, end) : 0
    block.lines = skipped..<end
    block.isLast = isTorn
    isFirst = false
  }

  private func markLength<Content>(_ block: TextBlock<Content>, _ end: Int) -> Int {
    let head = UnsafeBufferPointer(start: block.bytes, count: end)
    return head.starts(with: byteOrderMark) ? byteOrderMark.count : 0
  }
}

/// A line is longer than `BlockReader.longestLine`.
package struct LineTooLong: Error {
  package init() {}
}

/// What some editors put at the beginning of UTF-8.
package let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// Where the last newline in `range` is; `bytes` must reach that far.
package func lastNewline(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int? {
  range.reversed().first { bytes[$0] == 10 }
}
