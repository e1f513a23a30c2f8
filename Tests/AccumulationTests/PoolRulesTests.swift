import Accumulation
import Testing

@Suite struct PoolRulesTests {
  /// r falls from 0.4 to 0.1, and k stays within 1..8.
  @Test(arguments: [
    (1, 10, 20, 7), (5, 10, 20, 5), (10, 10, 20, 2), (10, 10, 0, 1), (10, 10, 9, 1), (1, 100, 200, 8),
    (10, 10, 30, 3), (10, 10, 70, 7), (1, 1, 50, 5),
  ])
  func budget(step: Int, steps: Int, bank: Int, expected: Int) {
    #expect(PoolRules().budget(step: step, of: steps, bank: bank) == expected)
  }
}
