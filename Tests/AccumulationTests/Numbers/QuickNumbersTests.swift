import Accumulation
import GoldenSupport
import Testing

/// What is quick must be right, too.
@Suite struct QuickNumbersTests {
  @Test func exponential() {
    for step in -7_100...7_100 {
      let x = Double(step) / 10 + 0.013
      let (quick, slow) = (quickExponential(x), Accumulation.exponential(x))
      #expect(abs(quick - slow) <= 1e-13 * slow || quick == slow, "\(x)")
    }
    #expect(quickExponential(0) == 1)
    #expect(quickExponential(.infinity) == .infinity && quickExponential(-.infinity) == 0)
  }

  /// Of eight at once, to the same bits, also where one of them is at the end of the numbers.
  @Test func lanesSayWhatOneSays() {
    var random = SeededGenerator.announced()
    let edges: [Double] = [
      0, -0.0, 1, 2, 0.5, .infinity, -.infinity, .leastNonzeroMagnitude, .leastNormalMagnitude,
      .greatestFiniteMagnitude, -1, 1.414_213_562_373_095_1, 1.414_213_562_373_095_3, 700, -700, 709.9,
    ]
    for _ in 0..<20_000 {
      let x = SIMD8<Double>(
        (0..<8).map { _ in
          switch Int.random(in: 0..<40, using: &random) {
          case 0: edges.randomElement(using: &random) ?? 0
          case 1..<20: Double.random(in: -700...700, using: &random)
          default: Double(bitPattern: UInt64.random(in: 0x0010 << 48...0x7fe0 << 48, using: &random))
          }
        })
      let (logarithms, powers) = (naturalLogarithm(x), quickExponential(x))
      for lane in 0..<8 {
        let (logarithm, power) = (naturalLogarithm(x[lane]), quickExponential(x[lane]))
        #expect(
          logarithms[lane].bitPattern == logarithm.bitPattern && powers[lane].bitPattern == power.bitPattern,
          "\(x[lane]), seed \(random.seed)")
      }
    }
  }

  @Test func normalProbability() {
    for step in -3_700...3_700 {
      let x = Double(step) / 100
      let (quick, slow) = (
        NormalDistribution.quickProbability(atMost: x), NormalDistribution.probability(atMost: x)
      )
      #expect(abs(quick - slow) <= 1e-9 * min(slow, 1 - slow) + 1e-15, "\(x)")
    }
    #expect(NormalDistribution.quickProbability(atMost: .infinity) == 1)
    #expect(NormalDistribution.quickProbability(atMost: -.infinity) == 0)
    #expect(NormalDistribution.quickProbability(atMost: .nan).isNaN)
  }

  @Test func normalQuantile() {
    for step in 1..<1_000 {
      let p = Double(step) / 1_000
      #expect(abs(NormalDistribution.quickQuantile(p) - NormalDistribution.quantile(p)) < 1e-12, "\(p)")
    }
    for power in 1...40 {
      let p = Accumulation.exponential(-Double(power))
      let (quick, slow) = (NormalDistribution.quickQuantile(p), NormalDistribution.quantile(p))
      #expect(abs(quick - slow) < 1e-9 * abs(slow), "\(p)")
    }
    #expect(
      NormalDistribution.quickQuantile(0) == -.infinity && NormalDistribution.quickQuantile(1) == .infinity)
  }
}
