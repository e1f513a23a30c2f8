import Accumulation
import GoldenSupport
import Testing

@Suite struct RankTests {
  private let rule = DeltaRule(.rank)

  @Test func isTheDefinition() { expectDefinition(.rank) }

  @Test func countsPlacesAboveTheBaseline() {
    #expect(deltas(rule, [1, 3, 4, 9], baseline: 2) == [-0.25, 0.25, 0.5, 0.75])
    #expect(deltas(rule, [5, 6, 7], baseline: 0) == [1.0 / 3, 2.0 / 3, 1])
  }

  @Test func tiesShareTheirRank() {
    #expect(deltas(rule, [2, 2], baseline: 2) == [0, 0])
    #expect(deltas(rule, [3, 3], baseline: 2) == [0.75, 0.75])
    #expect(deltas(rule, [2, 3], baseline: 2) == [0, 0.75])
    #expect(deltas(rule, [0.0], baseline: -0.0) == [0])
  }

  @Test func ofOneCandidateIsItsSign() {
    for value in [-3.0, 2, 50] {
      #expect(deltas(rule, [value], baseline: 2) == deltas(DeltaRule(.sign), [value], baseline: 2))
    }
  }

  @Test func doesNotMindTheScaleAndKeepsTheSign() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let (values, baseline) = randomCall(&random)
      let own = deltas(rule, values, baseline: baseline)
      let cubed = deltas(rule, values.map { $0 * $0 * $0 - 7 }, baseline: baseline * baseline * baseline - 7)
      #expect(own == cubed && own.allSatisfy { abs($0) <= 1 }, "seed \(random.seed)")
      let signs = deltas(DeltaRule(.sign), values, baseline: baseline)
      #expect(
        zip(own, signs).allSatisfy { ($0 > 0) == ($1 > 0) && ($0 < 0) == ($1 < 0) }, "seed \(random.seed)")
    }
  }
}
