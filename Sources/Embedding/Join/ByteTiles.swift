import CJoin

/// Rows cut down to bytes, side by side in tiles of sixty-four columns.
///
/// Unchecked, because whoever fills tiles side by side fills different ones, and reads them when all are done.
final class ByteTiles: @unchecked Sendable {
  static let width = Int(MAA_JOIN_TILE)

  /// Bytes of a column: the dimension rounded up to what the kernel takes at once. Rows that are too long for the
  /// kernel get no bytes at all, and every pair of them is confirmed.
  let depth: Int
  let tileCount: Int
  private let bytes: UnsafeMutablePointer<UInt8>
  private let scales: UnsafeMutablePointer<Float>
  private let residuals: UnsafeMutablePointer<Float>
  private let sums: UnsafeMutablePointer<Int32>

  static func depth(of dimension: Int) -> Int {
    let whole = (dimension + 3) & ~3
    return whole <= Int(MAA_JOIN_MOST_DEPTH) ? whole : 0
  }

  convenience init(tileCount: Int, dimension: Int) {
    self.init(tileCount: tileCount, depth: ByteTiles.depth(of: dimension))
  }

  convenience init(tileCount: Int, like other: ByteTiles) {
    self.init(tileCount: tileCount, depth: other.depth)
  }

  private init(tileCount: Int, depth: Int) {
    self.tileCount = tileCount
    self.depth = depth
    let columns = tileCount * ByteTiles.width
    bytes = .allocate(capacity: columns * depth)
    scales = .allocate(capacity: columns)
    residuals = .allocate(capacity: columns)
    sums = .allocate(capacity: columns)
    // Columns that stay unfilled are read by the kernel, and what it says of them is passed over.
    bytes.initialize(repeating: 0, count: columns * depth)
    scales.initialize(repeating: 0, count: columns)
    residuals.initialize(repeating: 0, count: columns)
    sums.initialize(repeating: 0, count: columns)
  }

  deinit {
    bytes.deallocate()
    scales.deallocate()
    residuals.deallocate()
    sums.deallocate()
  }

  /// One tile as the kernel wants it. It holds on to the tiles it lies in.
  struct Tile {
    let parts: MaaScreenTile
    let depth: Int
    private let owner: ByteTiles

    fileprivate init(_ owner: ByteTiles, _ number: Int) {
      let first = number * ByteTiles.width
      parts = MaaScreenTile(
        bytes: owner.bytes + first * owner.depth, scale: owner.scales + first,
        residual: owner.residuals + first)
      depth = owner.depth
      self.owner = owner
    }
  }

  subscript(tile number: Int) -> Tile {
    precondition(number < tileCount)
    return Tile(self, number)
  }

  func set(_ column: Int, _ row: ByteRow) {
    precondition(column < tileCount * ByteTiles.width && row.bytes.count == depth)
    let (tile, place) = column.quotientAndRemainder(dividingBy: ByteTiles.width)
    scales[column] = row.figures.scale
    residuals[column] = row.figures.residual
    sums[column] = row.figures.sum
    row.bytes.withUnsafeBufferPointer {
      // An empty row has no address, and nothing to pack.
      guard let base = $0.baseAddress, depth > 0 else { return }
      maa_join_pack(base, depth, bytes + tile * ByteTiles.width * depth, place)
    }
  }

  func copy(_ column: Int, of other: ByteTiles, to place: Int) {
    var row = ByteRow(figures: other.figures(of: column), depth: depth)
    row.bytes.withUnsafeMutableBufferPointer { $0.baseAddress.map { other.unpack(column, to: $0) } }
    set(place, row)
  }

  func figures(of column: Int) -> MaaRowFigures {
    precondition(column < tileCount * ByteTiles.width)
    return MaaRowFigures(scale: scales[column], residual: residuals[column], sum: sums[column])
  }

  /// Writes the bytes of a column to `row`, which has room for `depth` of them.
  func unpack(_ column: Int, to row: UnsafeMutablePointer<Int8>) {
    precondition(column < tileCount * ByteTiles.width)
    let (tile, place) = column.quotientAndRemainder(dividingBy: ByteTiles.width)
    maa_join_unpack(bytes + tile * ByteTiles.width * depth, depth, place, row)
  }
}

/// One row cut down to bytes. Kept and filled again, so that no memory is asked for row by row.
struct ByteRow {
  fileprivate(set) var bytes: [Int8]
  private(set) var figures = ByteRow.unknown
  private static let unknown = MaaRowFigures(scale: 1, residual: .infinity, sum: 0)

  fileprivate init(figures: MaaRowFigures, depth: Int) {
    self.figures = figures
    bytes = Array(repeating: 0, count: depth)
  }

  init(dimension: Int) { bytes = Array(repeating: 0, count: ByteTiles.depth(of: dimension)) }

  mutating func cut(_ row: UnsafeBufferPointer<Float>) {
    figures = bytes.withUnsafeMutableBufferPointer { bytes in
      guard let base = row.baseAddress, let target = bytes.baseAddress else {
        return ByteRow.unknown
      }
      return maa_join_quantise(base, row.count, target, bytes.count)
    }
  }
}
