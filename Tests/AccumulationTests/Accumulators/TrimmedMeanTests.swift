import Accumulation
import Testing

@Suite struct TrimmedMeanTests {
  @Test(arguments: [(0.0, 0), (0.1, 10), (0.25, 25), (0.4, 40), (0.49, 49)])
  func isTheDefinition(share: Double, percent: Int) {
    expectDefinition(.trimmed(share: share)) { deltas in
      let cut = deltas.count * percent / 100
      return naiveMean(Array(deltas.sorted()[cut..<(deltas.count - cut)]))
    }
  }

  @Test func leavesNothingOutOfNineAndTwoOfTen() {
    #expect(estimate(.trimmed(share: 0.1), [90] + Array(repeating: 0, count: 8)) == 10)
    #expect(estimate(.trimmed(share: 0.1), [90] + Array(repeating: 0, count: 9)) == 0)
  }

  /// 0.29 · 100 is a little less than 29 in binary.
  @Test func aShareThatIsHitExactlyCounts() {
    let deltas = (0..<100).map { $0 < 71 ? 0.0 : 1 }
    #expect(estimate(.trimmed(share: 0.29), deltas) == 0)
  }

  @Test func somethingAlwaysStays() {
    for count in 1...50 {
      let middle = estimate(.trimmed(share: 0.5.nextDown), (0..<count).map(Double.init))
      #expect(middle == Double(count - 1) / 2)
    }
  }
}
