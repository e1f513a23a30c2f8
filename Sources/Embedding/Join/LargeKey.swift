import Identity

/// The leaders of one key so far, cut to bytes, and the block of its operations that is being placed.
final class LargeKey {
  let members: ArraySlice<Int32>
  private(set) var bands: [LeaderBand]
  /// The operation that is asked about next.
  private var next: Int
  private var block: LeaderBlock?
  private let blockSize: Int

  init(_ members: ArraySlice<Int32>, bands: Int, blockSize: Int) {
    self.members = members
    self.bands = Array(repeating: LeaderBand(), count: bands)
    self.blockSize = blockSize
    next = members.startIndex
  }

  var isAtEndOfBlock: Bool { next == block?.positions.upperBound ?? members.startIndex }

  /// The positions of the next block.
  var nextPositions: Range<Int> { next..<min(next + blockSize, members.endIndex) }

  func begin(_ block: LeaderBlock) { self.block = block }

  /// The leaders close to the next operation: those that led before its block, then those within it.
  func takeNext(_ exact: inout ExactCosines, _ floor: Cosine) -> [Close] {
    guard let block else { return [] }
    let row = next - block.positions.lowerBound
    let operation = members[next]
    next += 1
    var close = block.close(to: row).map { Close(leader: $0.leader, cosine: $0.cosine) }
    var leading: [Int32] = []
    block.forEachLeadingHit(of: row) { leading.append(members[block.positions.lowerBound + $0]) }
    for (leader, cosine) in zip(leading, exact.of(operation, with: leading[...])) where cosine >= floor {
      close.append(Close(leader: leader, cosine: cosine))
    }
    if next == members.endIndex { finish() }
    return close
  }

  /// The operation that was taken last leads from now on.
  func leadWithLast(in band: Int = 0) {
    guard let block else { return }
    let row = next - 1 - block.positions.lowerBound
    self.block?.leads(row)
    bands[band].append(members[next - 1], row, of: block.tiles)
  }

  /// Nobody asks about this key any more.
  private func finish() {
    bands = []
    block = nil
  }
}

/// Leaders that are screened down to one floor, cut to bytes.
struct LeaderBand {
  private(set) var leaders: [Int32] = []
  private(set) var tiles: [ByteTiles] = []

  mutating func append(_ leader: Int32, _ row: Int, of block: ByteTiles) {
    let (tile, column) = leaders.count.quotientAndRemainder(dividingBy: ByteTiles.width)
    if tile == tiles.count { tiles.append(ByteTiles(tileCount: 1, like: block)) }
    tiles[tile].copy(row, of: block, to: column)
    leaders.append(leader)
  }
}

/// Operations of one key that were screened together.
struct LeaderBlock {
  /// A hit among the leaders that the key had when the block began.
  struct Hit {
    let row: Int32
    let leader: Int32
    let cosine: Cosine
  }

  let positions: Range<Int>
  let tiles: ByteTiles
  private let hits: [Hit]
  private let starts: [Int]
  /// For each row three words: the rows before it that it may be close to.
  private let within: [UInt64]
  private var leading: [UInt64]

  static let words = ScreenRows.most / 64

  /// `hits` by row, and then by leader.
  init(positions: Range<Int>, tiles: ByteTiles, hits: [Hit], within: [UInt64]) {
    self.positions = positions
    self.tiles = tiles
    self.hits = hits
    self.within = within
    leading = Array(repeating: 0, count: LeaderBlock.words)
    var starts = [Int](repeating: 0, count: positions.count + 1)
    for hit in hits { starts[Int(hit.row) + 1] += 1 }
    for row in 0..<positions.count { starts[row + 1] += starts[row] }
    self.starts = starts
  }

  func close(to row: Int) -> ArraySlice<Hit> { hits[starts[row]..<starts[row + 1]] }

  mutating func leads(_ row: Int) { leading[row / 64] |= 1 << UInt64(row % 64) }

  /// Rows of the block that lead, come before `row` and may be close to it.
  func forEachLeadingHit(of row: Int, _ body: (Int) -> Void) {
    for word in 0..<LeaderBlock.words {
      var left = within[row * LeaderBlock.words + word] & leading[word]
      while left != 0 {
        body(word * 64 + left.trailingZeroBitCount)
        left &= left - 1
      }
    }
  }
}
