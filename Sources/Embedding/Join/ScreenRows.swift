import CJoin

/// A block of rows to be screened against tiles: their bytes row by row, and what the bound says of each.
final class ScreenRows {
  /// Whole tiles, and whole strips of the widest kernel's six rows.
  static let most = 192

  private let depth: Int
  private let bound: ScreenBound
  private let bytes: UnsafeMutablePointer<Int8>
  private let sums: UnsafeMutablePointer<Int32>
  private let reach: UnsafeMutablePointer<Float>
  private let least: UnsafeMutablePointer<Float>
  private(set) var count = 0

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
    for (row, column) in columns.enumerated() {
      let figures = tiles.figures(of: column)
      tiles.unpack(column, to: bytes + row * depth)
      sums[row] = figures.sum
      reach[row] = bound.reach(figures)
      least[row] = bound.least(figures)
    }
  }
}
