import Accumulation
import GoldenSupport
import Testing

@Suite struct ObservationsTests {
  /// Votes and outcomes are no scores: they have tests of their own.
  @Test(arguments: Signal.allCases.filter { $0 != .votes && $0 != .outcomes }, Baseline.allCases)
  func areMeansPerUnitAndBatch(signal: Signal, baseline: Baseline) {
    var random = SeededGenerator.announced()
    for _ in 0..<400 {
      let scored = ScoredLog(&random)
      let rule = DeltaRule(signal, baseline: baseline, clip: Bool.random(using: &random) ? 2.5 : nil)
      let observations = scored.observations(rule)
      let expected = scored.means(rule)
      #expect(observations.count == expected.count, "seed \(random.seed)")
      for unit in 0..<scored.partition.unitCount {
        let range = observations.range(of: unit)
        let own = expected.filter { $0.key.unit == unit }.sorted { $0.key.batch < $1.key.batch }
        #expect(observations.batch[range].map(Int.init) == own.map(\.key.batch), "seed \(random.seed)")
        #expect(isClose(Array(observations.delta[range]), own.map(\.value)), "seed \(random.seed)")
      }
    }
  }

  @Test func severalDeltasOfOneBatchAreOneObservation() {
    var scored = ScoredLog(units: [0, 0, 1])
    scored.add(batch: 0, baseline: 10, [(0, 16), (1, 12)])
    scored.add(batch: 0, baseline: 20, [(1, 18), (0, 22), (0, 24)])
    let observations = scored.observations(DeltaRule())
    #expect(observations.delta == [2.4] && observations.batch == [0])
    #expect(observations.range(of: 0) == 0..<1 && observations.range(of: 1).isEmpty)
  }

  @Test func timeIsTheOrderOfBatchesNotOfCalls() {
    var scored = ScoredLog(units: [0])
    for batch in [2, 0, 1] { scored.add(batch: batch, baseline: 0, [(0, Double(batch) + 5)]) }
    let observations = scored.observations(DeltaRule())
    #expect(observations.batch == [0, 1, 2] && observations.delta == [5, 6, 7])
  }

  @Test func aLogWithoutCallsHasNone() {
    let observations = ScoredLog(units: [0, 1]).observations(DeltaRule())
    #expect(observations.count == 0 && observations.range(of: 0).isEmpty && observations.range(of: 1).isEmpty)
  }
}
