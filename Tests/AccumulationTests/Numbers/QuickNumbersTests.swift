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
