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

  @Test func isCertifiedWhereItFirstReachesTheBound() {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let count = Int.random(in: 0...400, using: &random)
      let outcomes = (0..<count).map { _ in Double.random(in: -1...1.2, using: &random).clamped }
      let first = (1...max(1, count)).first {
        count > 0 && EvidenceValue(outcomes.prefix($0), bound: 1).helps >= log(20)
      }
      #expect(EvidenceValue.certification(outcomes, alpha: 0.05) == first, "seed \(random.seed)")
    }
  }
}

extension Double {
  fileprivate var clamped: Double { Swift.max(-1, Swift.min(1, self)) }
}
