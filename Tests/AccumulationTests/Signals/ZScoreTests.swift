import Accumulation
import GoldenSupport
import Testing

@Suite struct ZScoreTests {
  private let rule = DeltaRule(.zscore)

  @Test func isTheDefinition() { expectDefinition(.zscore) }

  @Test func measuresInDeviationsOfTheCall() {
    // 0, 2, 4 and 6 have the mean 3 and the variance 5.
    let unit = 5.0.squareRoot()
    #expect(isClose(deltas(rule, [2, 4, 6], baseline: 0), [2 / unit, 4 / unit, 6 / unit]))
    #expect(isClose(deltas(rule, [6], baseline: 2), [2]))
  }

  @Test(arguments: [0.1, 0, -3, 1e300])
  func withoutSpreadIsZero(value: Double) {
    #expect(deltas(rule, [value, value, value], baseline: value) == [0, 0, 0])
  }

  @Test func neitherTinyNorHugeNumbersLoseTheSpread() {
    let plain = deltas(rule, [1, 3, -2], baseline: 2)
    for scale in [1e-300, 1e-160, 1e160, 1e300] {
      #expect(isClose(deltas(rule, [1, 3, -2].map { $0 * scale }, baseline: 2 * scale), plain))
    }
  }

  @Test func doesNotMindUnitAndOrigin() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let (values, baseline) = randomCall(&random)
      let moved = deltas(rule, values.map { $0 * 8 + 3 }, baseline: baseline * 8 + 3)
      #expect(isClose(moved, deltas(rule, values, baseline: baseline)), "seed \(random.seed)")
    }
  }
}
