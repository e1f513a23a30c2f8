import GoldenSupport
import Testing

import Accumulation

@Suite struct AnswerChanceTests {
  private let tau = Cosine(0.8)

  private func candidate(_ cosine: Double) -> Candidate {
    Candidate(kind: .near, first: 0, second: 1, cosine: Cosine(cosine))
  }

  private func chance(_ cosine: Double, _ first: String, _ second: String, isOne: Bool) -> Double {
    AnswerChance(tau: tau).chance(candidate(cosine), PairFeatures(first, second), sameKey: true, isOne: isOne)
  }

  @Test func fallsWithTheDistanceFromTau() {
    #expect(abs(chance(0.8, "a", "a", isOne: true) - 0.5) < 1e-12)
    #expect(chance(0.85, "a", "a", isOne: true) < 0.5)
    #expect(abs(chance(0.75, "a", "a", isOne: false) - chance(0.85, "a", "a", isOne: true)) < 1e-9)
  }

  @Test func trapsAreTwoRatherThanOne() {
    #expect(chance(0.99, "wait 5 minutes", "wait 10 minutes", isOne: true) > 0.5)
    #expect(chance(0.79, "wait 5 minutes", "wait 10 minutes", isOne: false) < 0.2)
  }

  /// In planted worlds it is known how often answers differ from what stands.
  @Test func chancesHoldOnAverage() throws {
    var random = SeededGenerator.announced()
    var bins = [(expected: Double, found: Int, count: Int)](repeating: (0, 0, 0), count: 4)
    for _ in 0..<20 {
      let planted = try PlantedMerges(&random)
      let state = try planted.sample.state()
      for entry in try planted.sample.queue(state) {
        let (first, second) = (Int(entry.candidate.first), Int(entry.candidate.second))
        let isOne = state.partition.unitOf[first] == state.partition.unitOf[second]
        let bin = min(3, Int(entry.chance * 4))
        bins[bin].expected += entry.chance
        bins[bin].found += planted.isSame(entry.candidate) != isOne ? 1 : 0
        bins[bin].count += 1
      }
    }
    for bin in bins {
      let (expected, found) = (bin.expected / Double(bin.count), Double(bin.found) / Double(bin.count))
      print("said \(expected), found \(found) of \(bin.count)")
      #expect(abs(expected - found) < 0.15, "seed \(random.seed)")
    }
  }
}
