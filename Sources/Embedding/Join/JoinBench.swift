import Identity

/// What one worker of a join holds in its hands: the rows it screens, their hits, and the pairs it confirmed.
struct JoinBench {
  private let join: SimilarityJoin
  private let vectors: Vectors
  private let keys: [Int32]
  private let plan: JoinPlan
  private let tiles: ByteTiles
  private let rows: ScreenRows
  private var exact: ExactCosines
  /// Who may be close to the row at hand.
  private var others: [Int32] = []
  private(set) var pairs: [SimilarPair] = []

  init(_ join: SimilarityJoin, _ vectors: Vectors, _ keys: [Int32], _ plan: JoinPlan, _ tiles: ByteTiles) {
    self.join = join
    self.vectors = vectors
    self.keys = keys
    self.plan = plan
    self.tiles = tiles
    exact = ExactCosines(vectors, join.screen)
    rows = ScreenRows(
      dimension: vectors.dimension, bound: ScreenBound(join.threshold, dimension: vectors.dimension))
  }

  /// How many pairs a piece of work brought.
  mutating func compare(_ piece: JoinPlan.Piece) -> Int {
    let before = pairs.count
    switch piece {
    case .groups(let numbers):
      for number in numbers where plan.groups[number].firstTile == nil {
        compareAll(plan.groups[number].range)
      }
    case .block(let number, let rows, let tiles):
      compare(plan.groups[number], rows, tiles)
    }
    return pairs.count - before
  }

  private mutating func compareAll(_ positions: Range<Int>) {
    for first in positions {
      for second in (first + 1)..<positions.upperBound { note(first, second) }
      confirm(first)
    }
  }

  private mutating func compare(_ group: JoinPlan.Group, _ block: Range<Int>, _ numbers: Range<Int>) {
    guard let firstTile = group.firstTile else { return }
    let firstColumn = firstTile * ByteTiles.width
    rows.fill((firstColumn + block.lowerBound)..<(firstColumn + block.upperBound), of: tiles)
    for number in numbers where !isOfOneKey(group, block, number) {
      let columns = min(ByteTiles.width, group.range.count - number * ByteTiles.width)
      let hits = rows.hits(join.screen, tiles[tile: firstTile + number], columns: columns)
      confirm(hits, group, block, tile: number)
    }
  }

  /// Across keys, a tile whose rows all have the key that the block's have holds nothing.
  private func isOfOneKey(_ group: JoinPlan.Group, _ block: Range<Int>, _ tile: Int) -> Bool {
    guard join.acrossKeys else { return false }
    let last = min((tile + 1) * ByteTiles.width, group.range.count) - 1
    return key(group.range.lowerBound + block.lowerBound) == key(group.range.lowerBound + last)
  }

  private mutating func confirm(
    _ hits: ArraySlice<UInt64>, _ group: JoinPlan.Group, _ block: Range<Int>, tile: Int
  ) {
    let first = tile * ByteTiles.width
    for (row, word) in zip(block, hits) {
      var left = word
      // Only columns after the row itself.
      if row >= first { left &= row - first >= 63 ? 0 : UInt64.max << UInt64(row - first + 1) }
      while left != 0 {
        let column = first + left.trailingZeroBitCount
        left &= left - 1
        note(group.range.lowerBound + row, group.range.lowerBound + column)
      }
      confirm(group.range.lowerBound + row)
    }
  }

  private mutating func note(_ first: Int, _ second: Int) {
    if join.acrossKeys, key(first) == key(second) { return }
    others.append(plan.order[second])
  }

  private mutating func confirm(_ position: Int) {
    if others.isEmpty { return }
    let one = plan.order[position]
    for (other, cosine) in zip(others, exact.of(one, with: others[...])) where cosine >= join.threshold {
      pairs.append(SimilarPair(one, other, cosine))
    }
    others.removeAll(keepingCapacity: true)
  }

  private func key(_ position: Int) -> Int32 { keys[Int(plan.order[position])] }
}
