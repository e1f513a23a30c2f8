import CJoin

/// A block of rows to be screened against tiles: their bytes row by row, and what the bound says of each.
///
/// Unchecked, because each worker has one of its own.
final class ScreenRows: @unchecked Sendable {
  /// Whole tiles, and whole strips of the widest kernel's six rows.
  static let most = 192

  private let depth: Int
  /// What `least` is reckoned by.
  private var bound: ScreenBound
  private var figures: [MaaRowFigures] = []
  private let bytes: UnsafeMutablePointer<Int8>
  private let sums: UnsafeMutablePointer<Int32>
  private let reach: UnsafeMutablePointer<Float>
  private let least: UnsafeMutablePointer<Float>
  private(set) var count = 0
  private var hits = [UInt64](repeating: 0, count: most)

  init(dimension: Int, bound: ScreenBound) {
    depth = ByteTiles.depth(of: dimension)
    self.bound = bound
    bytes = .allocate(capacity: ScreenRows.most * depth)
    sums = .allocate(capacity: ScreenRows.most)
    reach = .allocate(capacity: ScreenRows.most)
    least = .allocate(capacity: ScreenRows.most)
  }

  deinit {
    bytes.deallocate()
    sums.deallocate()
    reach.deallocate()
    least.deallocate()
  }

  var parts: MaaScreenRows {
    MaaScreenRows(bytes: bytes, sums: sums, reach: reach, least: least, count: count)
  }

  /// Takes these columns of the tiles for its rows.
  func fill(_ columns: Range<Int>, of tiles: ByteTiles) {
    precondition(columns.count <= ScreenRows.most && tiles.depth == depth)
    count = columns.count
    figures = columns.map(tiles.figures)
    for (row, column) in columns.enumerated() {
      tiles.unpack(column, to: bytes + row * depth)
      sums[row] = figures[row].sum
      reach[row] = bound.reach(figures[row])
    }
    aim(at: bound)
  }

  /// From here on the same rows are screened by another bound.
  func aim(at bound: ScreenBound) {
    self.bound = bound
    for (row, figures) in figures.enumerated() { least[row] = bound.least(figures) }
  }

  /// For each row, which of the tile's first columns may reach the bound with it.
  func hits(_ screen: Screen, _ tile: ByteTiles.Tile, columns: Int) -> ArraySlice<UInt64> {
    hits.withUnsafeMutableBufferPointer { hits in
      // Safe: there is a word for the most rows a block may have.
      hits.baseAddress.map { screen.run(self, tile, $0) }
    }
    if columns < ByteTiles.width {
      for row in 0..<count { hits[row] &= (1 << UInt64(columns)) - 1 }
    }
    return hits[..<count]
  }
}
