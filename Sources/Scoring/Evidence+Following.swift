import Basics
import Identity

extension Evidence {
  /// The evidence of these observations: what making it anew would give. Nil where that is the only way.
  /// Complexity: O(observations) of the units that are others, and, where numbers of units move, copying of O(units).
  package func following(_ observations: Observations, accumulator: Accumulator) -> Evidence? {
    guard accumulator == self.accumulator, let passage = observations.passage(from: self.observations) else {
      return nil
    }
    let made = EvidencePart(observations.gathered(passage.made), 0..<passage.made.count, accumulator)
    if passage.isAppending { return growing(observations, passage.made, made) }
    let columns = columns
    let next = EvidencePart(
      n: passage.column(columns.n, made.n), mhat: passage.column(columns.mhat, made.mhat),
      last: passage.column(columns.last, made.last), share: passage.column(columns.share, made.share))
    let keys = made.ranked.map { $0.of(passage.made[Int($0.unit)]) }
    return Evidence(
      first: next, later: Overlay(),
      order: UnitOrder(ranking(along: passage, keys, columns.mhat), of: next.mhat),
      observations: observations, accumulator: accumulator)
  }

  private func growing(_ observations: Observations, _ units: [Int32], _ made: EvidencePart) -> Evidence {
    var later = later
    for (place, unit) in units.enumerated() { later[Int(unit)] = made.row(place) }
    return Evidence(
      first: first, later: later, order: order.moving(units), observations: observations,
      accumulator: accumulator)
  }

  /// Units that stand keep their order; the others are put between them. Without those that have no observations.
  private func ranking(along passage: UnitPassage, _ made: [RankKey], _ mhat: [Double?]) -> [Int32] {
    let (numbers, old) = (passage.numbers, ranking)
    var ranking: [Int32] = []
    ranking.reserveCapacity(passage.newCount)
    let ranked = old.partitioningIndex { mhat[Int($0)] == nil }
    var start = 0
    for key in made {
      let end = start + old[start..<ranked].behind(key, mhat, numbers)
      for unit in old[start..<end] where numbers[Int(unit)] >= 0 { ranking.append(numbers[Int(unit)]) }
      ranking.append(key.unit)
      start = end
    }
    for unit in old[start..<ranked] where numbers[Int(unit)] >= 0 { ranking.append(numbers[Int(unit)]) }
    return ranking
  }
}

extension ArraySlice where Element == Int32 {
  /// How many of these old units go before the key. A unit that does not stand goes where the next one that stands would:
  /// it is left out later.
  fileprivate func behind(_ key: RankKey, _ mhat: [Double?], _ numbers: [Int32]) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      let number = numbers[Int(self[middle])]
      let unit = Int(number >= 0 ? number : ~number)
      let goesBefore = mhat[Int(self[middle])].map { RankKey($0, unit: unit) < key } ?? false
      if goesBefore { low = middle + 1 } else { high = middle }
    }
    return low - startIndex
  }
}
