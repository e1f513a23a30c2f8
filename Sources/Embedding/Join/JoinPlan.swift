/// How a join is divided: rows in the order of their keys, groups of rows to compare, and pieces of work.
struct JoinPlan: Sendable {
  /// Positions in `order` to be compared with each other. A large group has tiles of its own.
  struct Group {
    let range: Range<Int>
    let firstTile: Int?
  }

  enum Piece {
    /// Small groups: each pair by its cosine, without a screen.
    case groups(Range<Int>)
    /// A block of rows of a large group against some of its tiles, counted from the group's first.
    case block(group: Int, rows: Range<Int>, tiles: Range<Int>)
  }

  let order: [Int32]
  let groups: [Group]
  let tileCount: Int
  let pieces: [Piece]

  /// Below this, cutting rows to bytes costs more than it saves.
  static let smallestScreened = 32
  /// Tiles a piece goes through: some milliseconds, and a number of hits that fits the cache.
  static let tilesPerPiece = 64
  /// Pairs that a piece of small groups compares, about.
  private static let pairsPerPiece = 20_000

  init(keys: [Int32], asOneGroup: Bool) {
    let order = JoinPlan.order(keys)
    var tileCount = 0
    groups = JoinPlan.runs(keys, order, asOneGroup).map { range in
      guard range.count >= JoinPlan.smallestScreened else { return Group(range: range, firstTile: nil) }
      defer { tileCount += JoinPlan.tiles(range.count) }
      return Group(range: range, firstTile: tileCount)
    }
    self.order = order
    self.tileCount = tileCount
    pieces = JoinPlan.blocks(groups) + JoinPlan.smallGroups(groups)
  }

  static func tiles(_ rows: Int) -> Int { (rows + ByteTiles.width - 1) / ByteTiles.width }

  /// Rows by ascending key, those of one key in their own order.
  private static func order(_ keys: [Int32]) -> [Int32] {
    let packed = keys.enumerated().map { Int64($1) << 32 | Int64($0) }
    return packed.sorted().map { Int32(truncatingIfNeeded: $0) }
  }

  private static func runs(_ keys: [Int32], _ order: [Int32], _ asOne: Bool) -> [Range<Int>] {
    if asOne { return [0..<order.count] }
    var runs: [Range<Int>] = []
    var start = 0
    for end in 1..<(order.count + 1)
    where end == order.count || keys[Int(order[end])] != keys[Int(order[start])] {
      if end - start > 1 { runs.append(start..<end) }
      start = end
    }
    return runs
  }

  /// Only tiles from the block's own on: the pairs before it belong to the blocks before it.
  private static func blocks(_ groups: [Group]) -> [Piece] {
    var pieces: [Piece] = []
    for (number, group) in groups.enumerated() where group.firstTile != nil {
      let tiles = JoinPlan.tiles(group.range.count)
      for row in stride(from: 0, to: group.range.count, by: ScreenRows.most) {
        let rows = row..<min(row + ScreenRows.most, group.range.count)
        for tile in stride(from: row / ByteTiles.width, to: tiles, by: tilesPerPiece) {
          pieces.append(.block(group: number, rows: rows, tiles: tile..<min(tile + tilesPerPiece, tiles)))
        }
      }
    }
    return pieces
  }

  private static func smallGroups(_ groups: [Group]) -> [Piece] {
    var pieces: [Piece] = []
    var (start, pairs) = (0, 0)
    for (number, group) in groups.enumerated() where group.firstTile == nil {
      pairs += group.range.count * group.range.count / 2
      guard pairs >= pairsPerPiece else { continue }
      pieces.append(.groups(start..<(number + 1)))
      (start, pairs) = (number + 1, 0)
    }
    if start < groups.count { pieces.append(.groups(start..<groups.count)) }
    return pieces
  }
}
