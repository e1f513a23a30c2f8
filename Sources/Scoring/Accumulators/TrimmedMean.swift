import Basics

/// The mean without the k lowest and the k highest observations, `k = floor(share · n)` (Tukey and
/// McLaughlin 1963; R and SciPy round the same way). While k is 0 it is the plain mean.
/// Complexity: O(n log n); a path takes O(n) per step.
package struct TrimmedMean: Estimator {
  private let share: Double
  private var numbers: [Double] = []

  /// `share` is from 0 to below 0.5.
  package init(share: Double) { self.share = share }

  package mutating func estimate(of deltas: UnsafeBufferPointer<Double>) -> Double {
    guard cut(deltas.count) > 0 else { return Mean().estimate(of: deltas) }
    numbers.removeAll(keepingCapacity: true)
    numbers.append(contentsOf: deltas)
    numbers.sort()
    return middleMean(numbers)
  }

  package mutating func path(of deltas: UnsafeBufferPointer<Double>) -> [Double] {
    var sorted = SortedNumbers()
    let plain = Mean().path(of: deltas)
    return deltas.indices.map { index in
      sorted.insert(deltas[index])
      return cut(index + 1) > 0 ? middleMean(sorted.numbers) : plain[index]
    }
  }

  private func middleMean(_ sorted: [Double]) -> Double {
    let cut = cut(sorted.count)
    var sum = 0.0
    for number in sorted[cut..<(sorted.count - cut)] { sum += number }
    return sum / Double(sorted.count - 2 * cut)
  }

  /// How many go at either end. A share that decimal numbers hit exactly, such as 0.29 of 100, must not fall
  /// short of it by a last binary digit; something always stays.
  private func cut(_ count: Int) -> Int {
    min(Int(share * Double(count) + 1e-9), (count - 1) / 2)
  }
}
