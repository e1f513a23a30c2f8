import Accumulation
import GoldenSupport
import Testing

@Suite struct MedianSequenceTests {
  private let sequence = MedianSequence(longest: 200, alpha: 0.05)

  /// 1,000 units of one median, looked at after each of 200 observations: symmetric, skewed and on a lattice.
  @Test(arguments: ["symmetric", "skewed", "lattice", "wild"])
  func rarelyEverMissesTheMedian(noise: String) {
    var random = Randomness(seed: SeededGenerator.announced(noise).seed)
    var missed = 0
    for _ in 0..<1_000 {
      let deltas = (0..<200).map { _ in draw(noise, &random) }
      let interval = sequence.interval(of: deltas)
      // All earlier intervals are in the last one: it was cut to them. Ends that crossed were drawn open.
      missed += isMissed(interval, by: deltas) ? 1 : 0
    }
    #expect(Double(missed) / 1_000 <= 0.05 + 3 * (0.05 * 0.95 / 1_000).squareRoot(), "\(missed)")
  }

  private func isMissed(_ interval: Interval?, by deltas: [Double]) -> Bool {
    guard let interval else { return true }
    return interval.low > 2 || interval.high < 2
  }

  /// With a median of 2.
  private func draw(_ noise: String, _ random: inout Randomness) -> Double {
    switch noise {
    case "symmetric": 2 + 3 * random.normal()
    case "skewed": random.happens(0.5) ? 2 + 50 * random.uniform() : 2 - random.uniform()
    case "lattice": 2 + (2 * random.normal()).rounded()
    default: 2 + random.normal() / (random.uniform() - 0.5)
    }
  }

  @Test func isFiniteByEightOfOneSign() throws {
    let deltas = [3.0, 1, 4, 1.5, 5, 9, 2.6, 5.3]
    #expect(sequence.interval(of: deltas.prefix(7)) == nil)
    let interval = try #require(sequence.interval(of: deltas))
    #expect(interval.low == 1 && interval.high == 9)
    #expect(interval.low > 0)
  }

  /// Signs and sizes that contradict each other: the median is above 0, whatever the mean is.
  @Test func isOfTheMedianAndNotOfTheMean() throws {
    let deltas = (0..<60).map { $0 % 10 == 9 ? -20.0 : 1.0 }
    let interval = try #require(sequence.interval(of: deltas))
    #expect(interval.low == 1 && interval.high == 1)
  }

  /// Against the definition: every median is asked, at every time.
  @Test func invertsTheBet() {
    var random = SeededGenerator.announced()
    for _ in 0..<60 {
      let deltas = (0..<Int.random(in: 8...40, using: &random)).map { _ in
        Double(Int.random(in: -9...9, using: &random))
      }
      var (low, high) = (-Double.infinity, Double.infinity)
      for count in 1...deltas.count {
        for place in -19...19 {
          let median = Double(place) / 2 + 0.25
          let value = EvidenceValue(deltas.prefix(count).map { $0 - median })
          if exponential(value.helps) >= 40 { low = max(low, deltas.filter { $0 > median }.min() ?? low) }
          if exponential(value.harms) >= 40 { high = min(high, deltas.filter { $0 < median }.max() ?? high) }
        }
      }
      let interval = sequence.interval(of: deltas)
      #expect((interval == nil) == !(low.isFinite && high.isFinite), "seed \(random.seed)")
      guard let interval else { continue }
      #expect(
        interval.low == min(low, interval.estimate) && interval.high == max(high, interval.estimate),
        "seed \(random.seed)")
    }
  }
}
