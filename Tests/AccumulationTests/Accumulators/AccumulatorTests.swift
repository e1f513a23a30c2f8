import Accumulation
import GoldenSupport
import Testing

@Suite struct AccumulatorTests {
  /// Units are worked on four at a time; each must come out as it does alone.
  @Test(arguments: allAccumulators)
  func evidenceEndsWhereThePathEnds(accumulator: Accumulator) {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let scored = ScoredLog(&random)
      let (observations, units) = (scored.observations(DeltaRule()), scored.partition.unitCount)
      let evidence = Evidence(observations, unitCount: units, accumulator: accumulator)
      for unit in 0..<units {
        let path = trajectory(of: unit, in: observations, accumulator: accumulator)
        #expect(path.last == evidence.mhat[unit], "seed \(random.seed)")
        #expect(path.count == observations.range(of: unit).count, "seed \(random.seed)")
      }
    }
  }

  @Test(arguments: allAccumulators)
  func ofNothingIsNothing(accumulator: Accumulator) {
    #expect(accumulator.path(of: []).isEmpty)
    let observations = ScoredLog(units: [0, 1]).observations(DeltaRule())
    #expect(Evidence(observations, unitCount: 2, accumulator: accumulator).mhat == [nil, nil])
  }

  @Test(arguments: allAccumulators.filter { $0 != .signs && !$0.isPosterior })
  func ofOneObservationIsThat(accumulator: Accumulator) {
    #expect(estimate(accumulator, [0.1]) == 0.1)
  }
}

extension Accumulator {
  /// It weighs an observation against all that is known of others.
  fileprivate var isPosterior: Bool {
    if case .posterior = self { true } else { false }
  }
}
