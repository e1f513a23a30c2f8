import Accumulation
import Testing

@Suite struct MeanTests {
  @Test func isTheDefinition() { expectDefinition(.mean, naiveMean, exact: true) }

  @Test func countsAllAlike() { #expect(estimate(.mean, [8, -2, 0]) == 2) }
}
