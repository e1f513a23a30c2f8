/// The mean of the last `length` observations, or of all while there are fewer. Added anew for every step: a
/// sum that slides would gather rounding errors.
/// Complexity: O(min(n, length)), per step of a path too.
package struct Window: Estimator {
  private let length: Int

  /// `length` is at least 1.
  package init(length: Int) { self.length = length }

  package func estimate(of deltas: UnsafeBufferPointer<Double>) -> Double {
    Mean().estimate(of: UnsafeBufferPointer(rebasing: deltas.suffix(length)))
  }
}
