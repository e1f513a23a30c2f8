import Accumulation
import Testing

@Suite struct SignTests {
  @Test func isTheDefinition() { expectDefinition(.sign) }

  @Test func countsOnlyTheDirection() {
    #expect(deltas(DeltaRule(.sign), [7, 2, -1], baseline: 2) == [1, 0, -1])
  }

  @Test func zeroHasNoSignAndTheSmallestNumberHas() {
    #expect(deltas(DeltaRule(.sign), [0, -0.0, 0x1p-1074], baseline: 0) == [0, 0, 1])
  }
}
