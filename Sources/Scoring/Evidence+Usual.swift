import Identity

extension Evidence {
  /// The least m̂ above 0 among those of the first `budget` units; nil where there is none. Complexity: O(log units).
  package func leastApplied(_ budget: Int) -> Double? {
    let positive = ranking.partitioningIndex { (mhat[Int($0)] ?? 0) <= 0 }
    let last = min(budget, positive) - 1
    return last >= 0 ? mhat[Int(ranking[last])] : nil
  }

  /// How far from 0 an m̂ usually lies, to weigh moves of it against. Complexity: O(units).
  package var usualMhat: Double {
    let count = Double(ranking.partitioningIndex { mhat[Int($0)] == nil })
    guard count > 0 else { return 1 }
    var sum = 0.0
    for case let value? in mhat { sum += abs(value) / count }
    return sum
  }
}
