/// The mean of a unit's worth by a model. Where nothing is known of batches, each observation comes a batch after the one
/// before it. Complexity: O(n); a path takes O(n) per step.
package struct PosteriorMean: Estimator {
  let model: PosteriorModel?
  private var estimator = UnitEstimator()

  init(model: PosteriorModel?) { self.model = model }

  package mutating func estimate(of deltas: UnsafeBufferPointer<Double>) -> Double {
    estimate(of: Array(deltas)[...], [], [])
  }

  mutating func estimate(
    of deltas: ArraySlice<Double>, _ batches: ArraySlice<Int32>, _ scorings: ArraySlice<Int32>
  ) -> Double {
    guard let model else { return 0 }
    return estimator.statistics(deltas, batches, scorings, model).worth(model).mean
  }
}

extension Accumulator {
  /// The estimate after the last of some observations that no log need hold.
  package func estimate(of deltas: [Double], batches: [Int32], scorings: [Int32]) -> Double? {
    guard case .posterior(let model) = self, !deltas.isEmpty else { return estimate(of: deltas) }
    var mean = PosteriorMean(model: model)
    return mean.estimate(of: deltas[...], batches[...], scorings[...])
  }
}
