import Accumulation
import Testing

@Suite struct MedianTests {
  @Test func isTheDefinition() {
    expectDefinition(.median) { deltas in
      let sorted = deltas.sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }

  @Test func oneWildValueDoesNotMoveIt() {
    #expect(estimate(.median, [1, 2, 3]) == 2 && estimate(.median, [1, 2, 1e300]) == 2)
    #expect(estimate(.median, [4, 1]) == 2.5)
  }
}
