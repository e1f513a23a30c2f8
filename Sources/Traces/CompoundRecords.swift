import Basics

/// Merges of a block.
struct MergeColumns {
  var batch: [Int] = []
  var id = TextColumn()
  var content = TextColumn()
  var reason = TextColumn()
  /// Positions in the block's symbols: the anchor that is made of all items, and these one after another.
  var anchor: [Int32] = []
  var itemEnd: [Int] = []
  var item: [Int32] = []

  mutating func removeAll() { self = MergeColumns() }

  func items(of index: Int) -> ArraySlice<Int32> {
    item[(index == 0 ? 0 : itemEnd[index - 1])..<itemEnd[index]]
  }
}

/// Bundles of a block.
struct BundleColumns {
  var batch: [Int] = []
  var id = TextColumn()
  var reason = TextColumn()
  var baseline: [Double] = []
  var value: [Double] = []
  /// The ids of the proposals, one after another.
  var memberEnd: [Int] = []
  var member = TextColumn()

  mutating func removeAll() { self = BundleColumns() }

  func members(of index: Int) -> Range<Int> { (index == 0 ? 0 : memberEnd[index - 1])..<memberEnd[index] }
}

/// Votes of a block.
struct VoteColumns {
  var batch: [Int] = []
  /// Empty where the vote is on an item.
  var id = TextColumn()
  /// Positions in the block's symbols, or -1.
  var item: [Int32] = []
  var voter: [Int32] = []
  var helpful: [Int32] = []
  var harmful: [Int32] = []

  mutating func removeAll() { self = VoteColumns() }
}
