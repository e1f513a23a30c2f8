extension Accumulator {
  /// The estimate after each observation of a unit, which knows in which batches they were made.
  public func path(of unit: Int, in observations: Observations) -> [Double] {
    let range = observations.range(of: unit)
    guard case .posterior(let model?) = self else { return path(of: observations.delta[range]) }
    return model.course(of: unit, in: observations).map(\.mean)
  }
}

extension PosteriorModel {
  /// What is known of a unit after each of its observations. Complexity: O(n²).
  public func course(of unit: Int, in observations: Observations) -> [UnitWorth] {
    var estimator = UnitEstimator()
    let (range, scorings) = (observations.range(of: unit), observations.scorings(of: unit))
    return range.map { last in
      let deltas = observations.delta[range.lowerBound...last]
      return estimator.statistics(
        deltas, observations.batch[range.lowerBound...last], scorings.prefix(deltas.count), self
      ).worth(self)
    }
  }
}

extension UnitEstimator {
  mutating func statistics(
    _ observations: ObservedPart, _ unit: Int, _ model: PosteriorModel
  ) -> UnitStatistics {
    let range = observations.range(of: unit)
    return statistics(
      observations.delta[range], observations.batch[range], observations.scorings(in: range), model)
  }
}
