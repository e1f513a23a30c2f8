import Basics

extension Evidence {
  /// The least m̂ above 0 among those of the first `budget` units; nil where there is none.
  /// Complexity: O(budget + units that moved since they were ranked).
  package func leastApplied(_ budget: Int) -> Double? {
    order.first(budget) { later[$0].map(\.mhat) ?? first.mhat[$0] }.last { $0 > 0 }
  }

  /// How far from 0 an m̂ usually lies, to weigh moves of it against. Complexity: O(units).
  package var usualMhat: Double {
    let mhat = mhat
    let count = Double(mhat.count { $0 != nil })
    guard count > 0 else { return 1 }
    var sum = 0.0
    for case let value? in mhat { sum += abs(value) / count }
    return sum
  }
}
