import GoldenSupport
import Testing

import Accumulation

@Suite struct OperationDeltasTests {
  /// But for the last digits: sums are added up in another order.
  @Test func unitsPutTogetherAreTheUnitsObserved() throws {
    var random = SeededGenerator.announced()
    for turn in 0..<300 {
      let sample = ScoredLog(&random)
      var rule = DeltaRule()
      rule.signal = [.continuous, .sign, .rank][turn % 3]
      let deltas = try OperationDeltas(log: sample.log, operations: sample.operations, rule: rule)
      let observed = sample.observations(rule)
      var unit = UnitInThought()
      for number in 0..<sample.partition.unitCount {
        unit.gather(sample.partition.members(of: number), deltas)
        let range = observed.range(of: number)
        #expect(unit.batch == Array(observed.batch[range]), "seed \(random.seed)")
        let isClose = zip(unit.delta, observed.delta[range]).allSatisfy { abs($0 - $1) < 1e-12 }
        #expect(unit.delta.count == range.count && isClose, "seed \(random.seed)")
      }
    }
  }

  @Test func operationsHaveMeansOfTheirOwn() throws {
    var sample = ScoredLog(units: [0, 0])
    sample.add(batch: 1, baseline: 10, [(0, 12), (1, 4)])
    sample.add(batch: 1, baseline: 10, [(0, 16)])
    sample.add(batch: 0, baseline: 0, [(0, 1)])
    let deltas = try OperationDeltas(log: sample.log, operations: sample.operations, rule: DeltaRule())
    #expect(deltas.deltas(of: 0) == [1, 4] && deltas.deltas(of: 1) == [-6])
    var unit = UnitInThought()
    unit.gather([0, 1], deltas)
    #expect(unit.batch == [0, 1] && unit.delta == [1, 2.0 / 3])
  }
}
