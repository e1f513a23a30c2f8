/// The positive observations less the negative ones. It grows with n: what is scored often outranks what is
/// scored rarely, as with helpful and harmful counters on playbook entries (Zhang et al. 2025, ACE).
/// Complexity: O(n), and O(1) per step of a path.
package struct SignCount: Estimator {
  package init() {}

  package func estimate(of deltas: UnsafeBufferPointer<Double>) -> Double {
    var count = 0
    for delta in deltas { count += SignCount.sign(of: delta) }
    return Double(count)
  }

  package func path(of deltas: UnsafeBufferPointer<Double>) -> [Double] {
    var count = 0
    return deltas.map { delta in
      count += SignCount.sign(of: delta)
      return Double(count)
    }
  }

  @inline(__always)
  private static func sign(of delta: Double) -> Int { (delta > 0 ? 1 : 0) - (delta < 0 ? 1 : 0) }
}
