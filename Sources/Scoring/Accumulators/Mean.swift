/// The mean of all observations, added in the order of time. Every observation counts alike, however old.
/// Complexity: O(n), and O(1) per step of a path.
package struct Mean: Estimator {
  package init() {}

  package func estimate(of deltas: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    for delta in deltas { sum += delta }
    return sum / Double(deltas.count)
  }

  package func path(of deltas: UnsafeBufferPointer<Double>) -> [Double] {
    var sum = 0.0
    return deltas.indices.map { index in
      sum += deltas[index]
      return sum / Double(index + 1)
    }
  }
}
