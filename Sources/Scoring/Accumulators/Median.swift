import Basics

/// The median of all observations: the one in the middle, or the mean of the two there.
/// Complexity: O(n) on average; a path takes O(n) per step.
package struct Median: Estimator {
  private var numbers: [Double] = []

  package init() {}

  package mutating func estimate(of deltas: UnsafeBufferPointer<Double>) -> Double {
    numbers.removeAll(keepingCapacity: true)
    numbers.append(contentsOf: deltas)
    return median(of: &numbers) ?? 0
  }

  package mutating func path(of deltas: UnsafeBufferPointer<Double>) -> [Double] {
    var sorted = SortedNumbers()
    return deltas.map { delta in
      sorted.insert(delta)
      let (lower, upper) = (
        sorted.numbers[(sorted.numbers.count - 1) / 2], sorted.numbers[sorted.numbers.count / 2]
      )
      return lower == upper ? lower : lower * 0.5 + upper * 0.5
    }
  }
}
