/// Units as models see them that differ in their drift at most: what does not depend on it is reckoned once for all of them.
struct SampleLooks: Sendable {
  private let looks: [UnitLook]
  private let still: [UnitStatistics]

  /// Nil where models weigh otherwise, or where what an observation counts follows from the whole model.
  init?(_ units: [Int32], _ observations: Observations, _ models: [PosteriorModel]) {
    guard models.count > 1, let weighing = models.first?.weighing,
      models.allSatisfy({ $0.weighing == weighing && !$0.tail.isFinite })
    else { return nil }
    looks = units.map { unit in
      let range = observations.range(of: Int(unit))
      var look = UnitLook()
      look.take(
        observations.delta[range], observations.batch[range], observations.scorings(of: Int(unit)), weighing)
      return look
    }
    still = looks.map { UnitStatistics(still: $0) }
  }

  func statistics(drift: Double) -> [UnitStatistics] {
    zip(still, looks).map { $0.moving($1, drift) }
  }
}
