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
  private var cosines: BlockCosines
  private(set) var pairs: [SimilarPair] = []

  init(_ join: SimilarityJoin, _ vectors: Vectors, _ keys: [Int32], _ plan: JoinPlan, _ tiles: ByteTiles) {
    self.join = join
    self.vectors = vectors
    self.keys = keys
    self.plan = plan
    self.tiles = tiles
    exact = ExactCosines(vectors, join.screen)
    cosines = BlockCosines(vectors, join.screen)
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
    for position in positions {
      let one = plan.order[position]
      let others = plan.order[(position + 1)..<positions.upperBound].filter { !isPassedOver(one, $0) }
      for (other, cosine) in zip(others, exact.of(one, with: others[...])) where cosine >= join.threshold {
        pairs.append(SimilarPair(one, other, cosine))
      }
    }
  }

  private mutating func compare(_ group: JoinPlan.Group, _ block: Range<Int>, _ numbers: Range<Int>) {
    guard let firstTile = group.firstTile else { return }
    let firstColumn = firstTile * ByteTiles.width
    rows.fill((firstColumn + block.lowerBound)..<(firstColumn + block.upperBound), of: tiles)
    let members = plan.order[group.range]
    let own = Array(members.dropFirst(block.lowerBound).prefix(block.count))
    cosines.begin(own)
    for number in numbers {
      let tile = members.dropFirst(number * ByteTiles.width).prefix(ByteTiles.width)
      if isOfOneKey(own, tile) { continue }
      let hits = rows.hits(join.screen, tiles[tile: firstTile + number], columns: tile.count)
      confirm(hits, own, tile, columnsBefore: block.lowerBound - number * ByteTiles.width)
    }
  }

  /// Across keys, a tile whose rows all have the key that the block's have holds nothing.
  private func isOfOneKey(_ own: [Int32], _ tile: ArraySlice<Int32>) -> Bool {
    guard join.acrossKeys, let first = own.first, let last = tile.last else { return false }
    return keys[Int(first)] == keys[Int(last)]
  }

  private mutating func confirm(
    _ hits: ArraySlice<UInt64>, _ own: [Int32], _ tile: ArraySlice<Int32>, columnsBefore: Int
  ) {
    let words = zip(own.indices, hits).map { row, word in
      compared(word, own[row], tile, from: columnsBefore + row + 1)
    }
    var found: [SimilarPair] = []
    cosines.forEach(words[...], in: tile) { row, column, cosine in
      guard cosine >= join.threshold else { return }
      found.append(SimilarPair(own[row], tile[tile.startIndex + column], cosine))
    }
    pairs += found
  }

  /// Only columns after the row itself; across keys, only those of other keys.
  private func compared(_ word: UInt64, _ one: Int32, _ tile: ArraySlice<Int32>, from first: Int) -> UInt64 {
    var word = first >= 64 ? 0 : word & (UInt64.max << UInt64(max(0, first)))
    guard join.acrossKeys else { return word }
    var left = word
    while left != 0 {
      let column = left.trailingZeroBitCount
      left &= left - 1
      if isPassedOver(one, tile[tile.startIndex + column]) { word &= ~(1 << UInt64(column)) }
    }
    return word
  }

  private func isPassedOver(_ one: Int32, _ other: Int32) -> Bool {
    join.acrossKeys && keys[Int(one)] == keys[Int(other)]
  }
}
