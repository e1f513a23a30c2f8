extension PosteriorModel {
  /// What is known of a unit that need not exist; nil where nothing scored it.
  package func worth(of unit: UnitInThought) -> UnitWorth? {
    guard !unit.delta.isEmpty else { return nil }
    var estimator = UnitEstimator()
    return estimator.statistics(unit.delta[...], unit.batch[...], unit.scorings[...], self).worth(self)
  }
}
