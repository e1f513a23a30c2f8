import Basics
import Identity

/// Screens blocks of operations against the leaders of their key, each band of them down to a floor of its own.
struct LeaderScreening {
  private let vectors: Vectors
  /// Ascending.
  private let floors: [Cosine]
  private let bounds: [ScreenBound]
  private let screen: Screen
  private let workers: Workers
  /// One for each worker, used again for each block.
  private let benches: [ScreenRows]

  /// Leaders a worker takes at a time.
  private static let tilesPerPiece = 16
  /// Below this many byte products a thread costs more than it brings.
  private static let worthSharing = 40_000_000

  init(_ vectors: Vectors, floors: [Cosine], screen: Screen, workers: Workers) {
    self.vectors = vectors
    self.floors = floors
    self.screen = screen
    self.workers = workers
    let bounds = floors.map { ScreenBound($0, dimension: vectors.dimension) }
    benches = (0..<workers.count).map { _ in ScreenRows(dimension: vectors.dimension, bound: bounds[0]) }
    self.bounds = bounds
  }

  /// `beat` is called by the thread that asks.
  func screenNextBlock(of key: LargeKey, _ beat: @escaping @Sendable () throws -> Void) throws {
    let positions = key.nextPositions
    let operations = Array(key.members[positions])
    let tiles = cut(operations)
    let hits = try hits(of: operations, tiles, key.bands, beat)
    key.begin(
      LeaderBlock(positions: positions, tiles: tiles, hits: hits, within: within(operations.count, tiles)))
  }

  private func cut(_ operations: [Int32]) -> ByteTiles {
    let tiles = ByteTiles(tileCount: JoinPlan.tiles(operations.count), dimension: vectors.dimension)
    var row = ByteRow(dimension: vectors.dimension)
    for (column, operation) in operations.enumerated() {
      vectors.withRow(Int(operation)) { row.cut($0) }
      tiles.set(column, row)
    }
    return tiles
  }

  private func hits(
    of operations: [Int32], _ tiles: ByteTiles, _ bands: [LeaderBand],
    _ beat: @escaping @Sendable () throws -> Void
  ) throws -> [LeaderBlock.Hit] {
    let pieces = LeaderScreening.pieces(bands)
    let products = operations.count * bands.reduce(0) { $0 + $1.leaders.count } * vectors.dimension
    let workers = products < LeaderScreening.worthSharing ? Workers.one : workers
    let work = SharedWork(pieces.count) { _, _ in try beat() }
    let parts = workers.map { part in
      var (found, cosines) = ([LeaderBlock.Hit](), BlockCosines(vectors, screen))
      benches[part].fill(0..<operations.count, of: tiles)
      cosines.begin(operations)
      while let piece = work.take(part) {
        take(pieces[piece], of: bands, benches[part], &cosines, &found)
      }
      return found
    }
    try work.check()
    return parts.flatMap { $0 }.sorted { ($0.row, $0.leader) < ($1.row, $1.leader) }
  }

  private typealias Piece = (band: Int, tiles: Range<Int>)

  private static func pieces(_ bands: [LeaderBand]) -> [Piece] {
    bands.indices.flatMap { band in
      stride(from: 0, to: bands[band].tiles.count, by: tilesPerPiece).map { first in
        (band, first..<min(first + tilesPerPiece, bands[band].tiles.count))
      }
    }
  }

  private func take(
    _ piece: Piece, of bands: [LeaderBand], _ bench: ScreenRows, _ cosines: inout BlockCosines,
    _ found: inout [LeaderBlock.Hit]
  ) {
    let (band, floor) = (bands[piece.band], floors[piece.band])
    bench.aim(at: bounds[piece.band])
    for tile in piece.tiles {
      let own = band.leaders.dropFirst(tile * ByteTiles.width).prefix(ByteTiles.width)
      let words = bench.hits(screen, band.tiles[tile][tile: 0], columns: own.count)
      cosines.forEach(words, in: own) { row, column, cosine in
        guard cosine >= floor else { return }
        found.append(
          LeaderBlock.Hit(row: Int32(row), leader: own[own.startIndex + column], cosine: cosine))
      }
    }
  }

  /// For each row, which rows before it may be close to it.
  private func within(_ count: Int, _ tiles: ByteTiles) -> [UInt64] {
    var within = [UInt64](repeating: 0, count: count * LeaderBlock.words)
    benches[0].fill(0..<count, of: tiles)
    benches[0].aim(at: bounds[0])
    for tile in 0..<tiles.tileCount {
      let first = tile * ByteTiles.width
      let words = benches[0].hits(screen, tiles[tile: tile], columns: min(ByteTiles.width, count - first))
      for (row, word) in words.enumerated() where row > first {
        let before = row - first >= 64 ? UInt64.max : (1 << UInt64(row - first)) - 1
        within[row * LeaderBlock.words + tile] = word & before
      }
    }
    return within
  }
}
