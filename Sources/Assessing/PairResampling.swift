import Basics

/// Pairs drawn again from pairs, with replacement, and Spearman's correlation of what was drawn.
///
/// Cosines and scores are numbered by their order once; the ranks of a draw then follow from counting.
/// Complexity: O(pairs + places) per draw.
package struct PairResampling {
  private let pairs: LabelledPairs
  private let isSame: [Bool]
  private let cosineLevels: [Int]
  private let scoreLevels: [Int]
  private var random: Randomness
  private var cosineRanks: CountedRanks
  private var scoreRanks: CountedRanks
  /// The pairs drawn last.
  package private(set) var drawn: [Int]
  package private(set) var counts = CosineCounts()

  package init(_ pairs: LabelledPairs, seed: UInt64) {
    self.pairs = pairs
    isSame = (0..<pairs.count).map(pairs.isSame)
    cosineLevels = levels(pairs.cosines)
    scoreLevels = levels(pairs.scores)
    random = Randomness(seed: seed, purpose: 0x7061_6972)
    cosineRanks = CountedRanks(levels: (cosineLevels.max() ?? -1) + 1)
    scoreRanks = CountedRanks(levels: (scoreLevels.max() ?? -1) + 1)
    drawn = Array(repeating: 0, count: pairs.count)
  }

  package mutating func draw() {
    counts.removeAll()
    cosineRanks.removeAll()
    scoreRanks.removeAll()
    for place in drawn.indices {
      let pair = random.below(drawn.count)
      drawn[place] = pair
      counts.add(pairs.cosines[pair], isSame: isSame[pair])
      cosineRanks.add(cosineLevels[pair])
      scoreRanks.add(scoreLevels[pair])
    }
    cosineRanks.rank(mean: Double(drawn.count + 1) / 2)
    scoreRanks.rank(mean: Double(drawn.count + 1) / 2)
  }

  package var correlation: Double? {
    let squares = cosineRanks.squares * scoreRanks.squares
    guard squares > 0 else { return nil }
    let product = drawn.reduce(0.0) {
      $0 + cosineRanks.ranks[cosineLevels[$1]] * scoreRanks.ranks[scoreLevels[$1]]
    }
    return max(-1, min(1, product / squares.squareRoot()))
  }
}

/// Ranks less their mean of values that are numbered by their order; values that tie share theirs.
private struct CountedRanks {
  private var counts: [Int]
  private(set) var ranks: [Double]
  /// The sum of the squared ranks.
  private(set) var squares = 0.0

  init(levels: Int) {
    counts = Array(repeating: 0, count: levels)
    ranks = Array(repeating: 0, count: levels)
  }

  mutating func removeAll() {
    for level in counts.indices { counts[level] = 0 }
  }

  mutating func add(_ level: Int) { counts[level] += 1 }

  mutating func rank(mean: Double) {
    var below = 0
    squares = 0
    for level in counts.indices {
      ranks[level] = Double(2 * below + 1 + counts[level]) / 2 - mean
      below += counts[level]
      squares += Double(counts[level]) * ranks[level] * ranks[level]
    }
  }
}

/// The place of each value among the distinct ones, the lowest 0.
private func levels<Value: Comparable>(_ values: [Value]) -> [Int] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var (levels, level) = (Array(repeating: 0, count: values.count), 0)
  for (before, place) in zip(order, order.dropFirst()) {
    if values[before] < values[place] { level += 1 }
    levels[place] = level
  }
  return levels
}
