import Basics
import Identity

extension Evidence {
  /// The evidence of these observations: what making it anew would give. Nil where that is the only way.
  /// Complexity: O(observations) of the units that are others, and copying of O(units).
  package func following(_ observations: Observations, accumulator: Accumulator) -> Evidence? {
    guard accumulator == self.accumulator, let passage = observations.passage(from: self.observations) else {
      return nil
    }
    let made = EvidencePart(observations, passage.made.map { Int($0) }, accumulator)
    let mhat = passage.column(self.mhat, made.mhat)
    let ranking = ranking(along: passage, made.ranked, mhat)
    return Evidence(
      n: passage.column(n, made.n), mhat: mhat, last: passage.column(last, made.last),
      share: passage.column(share, made.share), ranking: ranking, rank: Evidence.rank(of: ranking, mhat),
      observations: observations, accumulator: accumulator)
  }

  /// Units that stand keep their order; the others are put between them.
  private func ranking(along passage: UnitPassage, _ made: [RankKey], _ mhat: [Double?]) -> [Int32] {
    let numbers = passage.numbers
    var ranking: [Int32] = []
    ranking.reserveCapacity(passage.newCount)
    let ranked = self.ranking.partitioningIndex { self.mhat[Int($0)] == nil }
    var start = 0
    for key in made {
      let end = start + self.ranking[start..<ranked].behind(key, self.mhat, numbers)
      for unit in self.ranking[start..<end] where numbers[Int(unit)] >= 0 {
        ranking.append(numbers[Int(unit)])
      }
      ranking.append(key.unit)
      start = end
    }
    for unit in self.ranking[start..<ranked] where numbers[Int(unit)] >= 0 {
      ranking.append(numbers[Int(unit)])
    }
    guard ranking.count < mhat.count else { return ranking }
    // Without observations units stand as they appeared.
    for unit in mhat.indices where mhat[unit] == nil { ranking.append(Int32(truncatingIfNeeded: unit)) }
    return ranking
  }

  private static func rank(of ranking: [Int32], _ mhat: [Double?]) -> [Int32] {
    var rank = [Int32](repeating: 0, count: mhat.count)
    let ranked = ranking.partitioningIndex { mhat[Int($0)] == nil }
    for place in 0..<ranked { rank[Int(ranking[place])] = Int32(truncatingIfNeeded: place + 1) }
    return rank
  }
}

extension ArraySlice where Element == Int32 {
  /// How many of these old units go before the key. A unit that does not stand goes where the next one that stands would:
  /// it is left out later.
  fileprivate func behind(_ key: RankKey, _ mhat: [Double?], _ numbers: [Int32]) -> Int {
    partitioningIndex { unit in
      guard let value = mhat[Int(unit)] else { return true }
      let number = numbers[Int(unit)]
      return !(RankKey(value, unit: Int(number >= 0 ? number : ~number)) < key)
    } - startIndex
  }
}
