import Accumulation
import GoldenSupport
import Testing

@Suite struct ConfidenceSequenceTests {
  @Test(arguments: [0.0, 0.4])
  func missesASteadyMeanRarely(mean: Double) throws {
    var random = Randomness(seed: 7)
    var missed = (steady: 0, drifting: 0)
    for _ in 0..<400 {
      var deltas: [Double] = []
      var outside = (steady: false, drifting: false)
      for step in 0..<120 {
        deltas.append(random.happens((1 + mean) / 2) ? 1 : -1)
        guard step % 8 == 7 else { continue }
        let steady = try #require(ConfidenceSequence.steady(deltas, bound: 1, alpha: 0.05))
        let drifting = try #require(ConfidenceSequence.drifting(deltas, bound: 1, alpha: 0.05))
        outside.steady = outside.steady || mean < steady.low || mean > steady.high
        outside.drifting = outside.drifting || mean < drifting.low || mean > drifting.high
      }
      missed.steady += outside.steady ? 1 : 0
      missed.drifting += outside.drifting ? 1 : 0
    }
    let most = Int(400 * (0.05 + 3 * (0.05 * 0.95 / 400).squareRoot()))
    #expect(missed.steady <= most && missed.drifting <= most)
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

  @Test func selectionTakesTheLargestThatHold() {
    func log(_ values: [Double]) -> [Double] { values.map(naturalLogarithm) }
    // Of four at 0.05: 80 for one, 40 for two, 26.7 for three, 20 for four.
    #expect(certified(logarithms: log([79, 1, 1, 1]), alpha: 0.05) == [])
    #expect(certified(logarithms: log([1, 81, 1, 1]), alpha: 0.05) == [1])
    #expect(certified(logarithms: log([41, 1, 41, 1]), alpha: 0.05) == [0, 2])
    #expect(certified(logarithms: log([21, 21, 21, 21]), alpha: 0.05) == [0, 1, 2, 3])
    #expect(certified(logarithms: log([1_000, 30, 1, 1]), alpha: 0.05) == [0])
    #expect(certified(logarithms: [], alpha: 0.05) == [])
  }
}
