import Accumulation
import Testing

@Suite struct ContinuousTests {
  @Test func isTheDefinition() { expectDefinition(.continuous) }

  @Test func isTheDifferenceToTheBaseline() {
    #expect(deltas(DeltaRule(.continuous), [7, 2, -1], baseline: 2) == [5, 0, -3])
  }
}
