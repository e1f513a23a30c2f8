import Accumulation
import GoldenSupport
import Testing

@Suite struct BatchMedianTests {
  private let rule = DeltaRule(baseline: .batchMedian)

  /// 1, 2, 3, 10 and 40 are the values of batch 0, baselines among them.
  @Test func isOverAllCallsOfTheBatch() {
    var scored = ScoredLog(units: [0, 1, 2])
    scored.add(batch: 0, baseline: 1, [(0, 2), (1, 3)])
    scored.add(batch: 1, baseline: 500, [(1, 502)])
    scored.add(batch: 0, baseline: 10, [(2, 40)])
    let observations = scored.observations(rule)
    #expect(observations.delta == [-1, 0, 1, 37])
  }

  @Test func betweenTwoInTheMiddleIsTheirMean() {
    #expect(deltas(rule, [4, 8, 6], baseline: 1) == [-1, 3, 1])
  }

  @Test func ofOneCallIsNotItsBaseline() {
    #expect(deltas(rule, [4, 8], baseline: 100) == [-4, 0])
  }

  @Test func hugeNumbersStayNumbers() {
    let largest = Double.greatestFiniteMagnitude
    #expect(deltas(rule, [largest], baseline: largest) == [0])
  }
}
