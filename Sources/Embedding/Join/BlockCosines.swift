import CJoin
import Identity

/// The cosines of a block of rows with those that a screen found near them, tile by tile: those of `Vectors`, to the bit.
///
/// A sparse row of the block is made ready with all its zeros once, when it is first asked about; those of a tile are where
/// much of it is near.
struct BlockCosines {
  private let vectors: Vectors
  private let screen: Screen
  private var exact: ExactCosines
  private var rows: [Int32] = []
  private var isReady: [Bool] = []
  /// Of sparse vectors a place for each row of the block, and then for those of a tile.
  private var bench: [Float] = []
  private var room = SparseRoom()
  private var near: [Int32] = []
  private var dots: [Float] = []

  /// So many pairs for each row of a tile are worth making it ready.
  private static let worthReadying = 3

  init(_ vectors: Vectors, _ screen: Screen) {
    (self.vectors, self.screen) = (vectors, screen)
    exact = ExactCosines(vectors, screen)
  }

  /// From here on it is about these rows.
  mutating func begin(_ rows: [Int32]) {
    self.rows = rows
    isReady = Array(repeating: false, count: rows.count)
    let count = (rows.count + ByteTiles.width) * vectors.dimension
    if vectors.sparse != nil, bench.count < count { bench = Array(repeating: 0, count: count) }
  }

  /// `words` have a bit for each row of the tile that is near the row of the block. `take` is given places in block and tile.
  mutating func forEach(
    _ words: ArraySlice<UInt64>, in tile: ArraySlice<Int32>,
    _ take: (_ row: Int, _ column: Int, _ cosine: Cosine) -> Void
  ) {
    let sparse = vectors.sparse.flatMap { isAll(tile, of: $0) ? $0 : nil }
    let isTileReady = sparse != nil && isWorthReadying(words, tile)
    if isTileReady, let sparse {
      for (place, row) in tile.enumerated() { expand(row, to: rows.count + place, sparse) }
    }
    for (row, word) in zip(rows.indices, words) where word != 0 {
      note(word)
      let cosines =
        sparse.map { sparse in
          ready(row, sparse)
          return isTileReady ? ofBench(row) : ofSparse(row, tile, sparse)
        } ?? exact.of(rows[row], with: near.map { tile[tile.startIndex + Int($0)] }[...])
      for (column, cosine) in zip(near, cosines) { take(row, Int(column), cosine) }
    }
  }

  /// Rows that were appended are not sparse.
  private func isAll(_ tile: ArraySlice<Int32>, of sparse: SparseRows) -> Bool {
    rows.allSatisfy { $0 < sparse.count } && tile.allSatisfy { $0 < sparse.count }
  }

  private func isWorthReadying(_ words: ArraySlice<UInt64>, _ tile: ArraySlice<Int32>) -> Bool {
    words.reduce(0) { $0 + $1.nonzeroBitCount } > BlockCosines.worthReadying * tile.count
  }

  private mutating func note(_ word: UInt64) {
    near.removeAll(keepingCapacity: true)
    var left = word
    while left != 0 {
      near.append(Int32(truncatingIfNeeded: left.trailingZeroBitCount))
      left &= left - 1
    }
  }

  private mutating func ready(_ row: Int, _ sparse: SparseRows) {
    if isReady[row] { return }
    isReady[row] = true
    expand(rows[row], to: row, sparse)
  }

  private mutating func expand(_ row: Int32, to place: Int, _ sparse: SparseRows) {
    bench.withUnsafeMutableBufferPointer { bench in
      // Safe: the bench has a place for each row of the block and of a tile.
      guard let base = bench.baseAddress else { return }
      sparse.expand(Int(row), to: base + place * sparse.dimension)
    }
  }

  private mutating func ofSparse(_ row: Int, _ tile: ArraySlice<Int32>, _ sparse: SparseRows) -> [Cosine] {
    let others = near.map { tile[tile.startIndex + Int($0)] }
    bench.withUnsafeBufferPointer { bench in
      // Safe: as for `expand`.
      guard let base = bench.baseAddress else { return }
      sparse.dots(others[...], with: base + row * sparse.dimension, room: &room)
    }
    return room.dots.prefix(near.count).map { Cosine($0) }
  }

  private mutating func ofBench(_ row: Int) -> [Cosine] {
    if dots.count < near.count { dots = Array(repeating: 0, count: near.count) }
    let others = near.map { $0 + Int32(truncatingIfNeeded: rows.count) }
    bench.withUnsafeBufferPointer { bench in
      dots.withUnsafeMutableBufferPointer { dots in
        // Safe: all rows lie within the bench, and there is room for as many results as there are others.
        maa_join_dots(screen.kind)?(
          bench.baseAddress, vectors.dimension, row, others, others.count, dots.baseAddress)
      }
    }
    return dots.prefix(near.count).map { Cosine($0) }
  }
}
