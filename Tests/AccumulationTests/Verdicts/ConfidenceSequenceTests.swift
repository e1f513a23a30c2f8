import Accumulation
import GoldenSupport
import Testing

@Suite struct ConfidenceSequenceTests {
  /// 1,000 series, looked at after every observation.
  @Test(arguments: ConfidenceSequence.Kind.allCases, ["symmetric", "skewed", "signs"])
  func missesTheMeanRarely(kind: ConfidenceSequence.Kind, noise: String) {
    var random = Randomness(seed: SeededGenerator.announced().seed)
    var missed = 0
    for _ in 0..<1_000 {
      let deltas = (0..<200).map { _ in draw(noise, &random) }
      let course = ConfidenceSequence.course(kind, of: deltas, bound: 2, alpha: 0.05)
      missed += course.contains { 0.2 < $0.low || 0.2 > $0.high } ? 1 : 0
    }
    #expect(Double(missed) / 1_000 <= 0.05 + 3 * (0.05 * 0.95 / 1_000).squareRoot())
  }

  /// Of mean 0.2, within -2…2.
  private func draw(_ noise: String, _ random: inout Randomness) -> Double {
    switch noise {
    case "symmetric": 0.2 + 3 * (random.uniform() - 0.5)
    case "skewed": random.happens(0.1) ? 2 : 0
    default: random.happens(0.55) ? 2 : -2
    }
  }

  @Test func courseIsTheIntervalAfterEachObservation() {
    var random = Randomness(seed: SeededGenerator.announced().seed)
    let deltas = (0..<150).map { _ in random.normal() }
    let steady = ConfidenceSequence.course(.steady, of: deltas, bound: 3, alpha: 0.1)
    let drifting = ConfidenceSequence.course(.drifting, of: deltas, bound: 3, alpha: 0.1)
    for count in deltas.indices.map({ $0 + 1 }) {
      let prefix = deltas.prefix(count)
      #expect(steady[count - 1] == ConfidenceSequence.steady(prefix, bound: 3, alpha: 0.1))
      #expect(drifting[count - 1] == ConfidenceSequence.drifting(prefix, bound: 3, alpha: 0.1))
    }
    #expect(ConfidenceSequence.course(.steady, of: [], bound: 3, alpha: 0.1).isEmpty)
  }

  /// A mean that falls from +0.8 to -0.8: the average of the means so far stays inside.
  @Test func followsADriftingMean() throws {
    var random = Randomness(seed: 9)
    var missed = 0
    for _ in 0..<300 {
      var (deltas, means, isOutside) = ([Double](), 0.0, false)
      for step in 0..<160 {
        let mean = 0.8 - 1.6 * Double(step) / 159
        means += mean
        deltas.append(random.happens((1 + mean) / 2) ? 1 : -1)
        guard step % 10 == 9 else { continue }
        let interval = try #require(ConfidenceSequence.drifting(deltas, bound: 1, alpha: 0.05))
        let average = means / Double(step + 1)
        isOutside = isOutside || average < interval.low || average > interval.high
      }
      missed += isOutside ? 1 : 0
    }
    #expect(missed <= Int(300 * (0.05 + 3 * (0.05 * 0.95 / 300).squareRoot())))
  }

  @Test func narrowsWithObservationsAndScalesWithTheBound() throws {
    var random = Randomness(seed: 3)
    let deltas = (0..<1_000).map { _ in random.normal() * 0.2 }
    let few = try #require(ConfidenceSequence.steady(deltas.prefix(20), bound: 1, alpha: 0.05))
    let many = try #require(ConfidenceSequence.steady(deltas, bound: 1, alpha: 0.05))
    #expect(many.high - many.low < (few.high - few.low) / 4)
    #expect(many.low < many.estimate && many.estimate < many.high)
    let scaled = try #require(ConfidenceSequence.steady(deltas.map { $0 * 8 }, bound: 8, alpha: 0.05))
    #expect(abs(scaled.low - 8 * many.low) < 1e-9 && abs(scaled.high - 8 * many.high) < 1e-9)
    #expect(ConfidenceSequence.steady([], bound: 1, alpha: 0.05) == nil)
    #expect(ConfidenceSequence.drifting([], bound: 1, alpha: 0.05) == nil)
  }
}
