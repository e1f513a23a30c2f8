import Accumulation
import Glibc
import GoldenSupport
import Testing

@Suite struct EvidenceValueTests {
  @Test func isTheMeanOfTheProducts() {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let deltas = (0..<Int.random(in: 0...300, using: &random)).map { _ in
        Double(Int.random(in: -3...4, using: &random))
      }
      for bound in [nil, 2.5] {
        let value = EvidenceValue(deltas, bound: bound)
        #expect(abs(value.helps - slow(deltas, bound)) < 1e-9, "seed \(random.seed)")
        #expect(abs(value.harms - slow(deltas.map { -$0 }, bound)) < 1e-9, "seed \(random.seed)")
      }
    }
    #expect(EvidenceValue([]) == EvidenceValue([0.0, 0]))
  }

  private func slow(_ deltas: [Double], _ bound: Double?) -> Double {
    let wealths = stride(from: 5, through: 95, by: 5).map { share in
      deltas.reduce(0.0) { sum, delta in
        let outcome = bound.map { min(max(delta / $0, -1), 1) } ?? (delta > 0 ? 1.0 : delta < 0 ? -1.0 : 0.0)
        return sum + log1p(Double(share) / 100 * outcome)
      }
    }
    let most = wealths.max() ?? 0
    return most + log(wealths.map { exp($0 - most) }.reduce(0, +) / 19)
  }

  /// Nothing is certain after four observations, and wealth beyond any number is still told.
  @Test func fewObservationsCertifyNothing() {
    #expect(exp(EvidenceValue(Array(repeating: 1.0, count: 4)).helps) < 20)
    #expect(exp(EvidenceValue(Array(repeating: 1.0, count: 7)).helps) > 20)
    let long = EvidenceValue(Array(repeating: 1.0, count: 5_000))
    #expect(long.helps > 3_000 && long.harms < -200 && long.helps.isFinite && long.harms.isFinite)
  }

  /// 2,000 units of no effect, looked at after each of 200 batches: how many are ever certified.
  @Test(arguments: ["symmetric", "skewed"], [nil, 2.0])
  func neverCertifiesMoreThanAlpha(noise: String, bound: Double?) {
    var random = Randomness(seed: 2_026)
    var ever = (betting: 0, average: 0)
    for _ in 0..<2_000 {
      var deltas: [Double] = []
      var (isEver, average) = (false, MovingAverage(beta: 0.9))
      for step in 0..<200 {
        deltas.append(draw(noise, bound, &random))
        average.observe(deltas[step])
        // Wealth is looked at every tenth batch, which is what takes the time; the walk is the same.
        if step % 10 == 9 { isEver = isEver || EvidenceValue(deltas, bound: bound).helps >= log(20) }
      }
      ever.betting += isEver ? 1 : 0
      ever.average += (average.estimate ?? 0) > 0 ? 1 : 0
    }
    // Alpha and three standard deviations of a binomial share.
    #expect(Double(ever.betting) / 2_000 <= 0.05 + 3 * (0.05 * 0.95 / 2_000).squareRoot())
    #expect(ever.average > 800, "the moving average is above 0 for about half of them")
  }

  /// No mean for what is bet on: of the sign without a bound, of the clipped delta with one.
  private func draw(_ noise: String, _ bound: Double?, _ random: inout Randomness) -> Double {
    if noise == "symmetric" { return random.normal() }
    // One in four is +1.5, three are -0.5: no mean, and within the bound.
    if bound != nil { return random.happens(0.25) ? 1.5 : -0.5 }
    return random.happens(0.5) ? 10 * random.uniform() : -random.uniform()
  }
}
