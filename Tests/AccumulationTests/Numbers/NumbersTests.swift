import Accumulation
import Glibc
import GoldenSupport
import Testing

@Suite struct NumbersTests {
  @Test func randomNumbersAreThePublishedOnes() {
    // The reference implementation's first outputs for the seed 1234567.
    var random = Randomness(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect((0..<5).map { _ in random.next() } == expected)
  }

  @Test func logarithmAndExponentialAreALibrarys() {
    var random = Randomness(seed: 5)
    for _ in 0..<20_000 {
      let x = exp((random.uniform() - 0.5) * 1_400)
      #expect(abs(naturalLogarithm(x) - log(x)) <= 4e-16 * max(1, abs(log(x))))
      let y = (random.uniform() - 0.5) * 1_400
      #expect(abs(exponential(y) - exp(y)) <= 1e-14 * exp(y))
    }
    #expect(naturalLogarithm(1) == 0 && exponential(0) == 1)
    #expect(naturalLogarithm(0) == -.infinity && naturalLogarithm(-1).isNaN)
    #expect(exponential(1_000) == .infinity && exponential(-1_000) == 0)
    #expect(abs(exponential(-740) - exp(-740)) <= .leastNonzeroMagnitude)
  }

  @Test func normalProbabilitiesAreALibrarys() {
    for step in -380...380 {
      let x = Double(step) / 10
      let expected = erfc(-x / 2.0.squareRoot()) / 2
      #expect(abs(NormalDistribution.probability(atMost: x) - expected) <= 1e-12 * expected)
    }
    for p in [1e-9, 0.01, 0.025, 0.3, 0.5, 0.9, 0.975] {
      #expect(abs(NormalDistribution.probability(atMost: NormalDistribution.quantile(p)) - p) <= 1e-14)
    }
    #expect(abs(NormalDistribution.quantile(0.975) - 1.959_963_984_540_054) < 1e-12)
  }

  @Test func studentsQuantilesAreThePrintedOnes() {
    // Two-sided 95%, from any printed table.
    let printed = [
      1: 12.7062, 2: 4.3027, 3: 3.1824, 9: 2.2622, 29: 2.0452, 30: 2.0423, 120: 1.9799, 999: 1.9623,
      5_000: 1.9604,
    ]
    for (degrees, value) in printed {
      #expect(abs(StudentDistribution(degrees: degrees).quantile(0.975) - value) < 1e-4)
    }
  }

  @Test func drawsHaveTheirMomentsAndBounds() {
    var random = Randomness(seed: 11)
    let normals = (0..<200_000).map { _ in random.normal() }
    let mean = normals.reduce(0, +) / 200_000
    let variance = normals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200_000
    #expect(abs(mean) < 0.01 && abs(variance - 1) < 0.015)
    let beyond = normals.count { $0 > 1.959_964 }
    #expect(abs(Double(beyond) / 200_000 - 0.025) < 0.0015)
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[random.below(7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
    #expect(random.below(1) == 0)
    var order = Array(0..<100)
    random.shuffle(&order)
    #expect(order != Array(0..<100) && order.sorted() == Array(0..<100))
  }

  @Test func intervalsAreThePrintedOnes() throws {
    // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
    let many = try #require(Interval.share(81, of: 263))
    #expect(abs(many.low - 0.2553) < 5e-5 && abs(many.high - 0.3662) < 5e-5)
    let none = try #require(Interval.share(0, of: 20))
    #expect(none.low == 0 && abs(none.high - 0.1611) < 5e-5)
    #expect(Interval.share(0, of: 0) == nil && Interval.mean([]) == nil)
    let mean = try #require(Interval.mean([1, 2, 3, 4]))
    #expect(mean.estimate == 2.5 && abs(mean.low - 0.4457) < 1e-4 && abs(mean.high - 4.5543) < 1e-4)
  }
}
