import Accumulation
import Testing

@Suite struct SignCountTests {
  @Test func isTheDefinition() {
    expectDefinition(
      .signs, { deltas in Double(deltas.filter { $0 > 0 }.count - deltas.filter { $0 < 0 }.count) },
      exact: true)
  }

  @Test func zerosDoNotCount() { #expect(estimate(.signs, [5, 0, -0.0, 0.01, -9]) == 1) }
}
