import Accumulation
import Testing

@Suite struct AbsoluteTests {
  @Test func isTheDefinition() { expectDefinition(.absolute) }

  @Test func doesNotMindTheBaseline() {
    #expect(deltas(DeltaRule(.absolute), [7, -7], baseline: 2) == [7, -7])
    #expect(deltas(DeltaRule(.absolute, baseline: .batchMedian), [7, -7], baseline: 100) == [7, -7])
  }
}
