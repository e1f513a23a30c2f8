import GoldenSupport
import Testing

import Accumulation

@Suite struct DisagreementTests {
  /// All ways to deal out, one by one.
  private func exact(_ deltas: [[Double]]) -> Double {
    let values = deltas.flatMap { $0 }
    let mean = values.reduce(0, +) / Double(values.count)
    func spread(_ order: [Double]) -> Double {
      var (start, sum) = (0, 0.0)
      for member in deltas {
        let own = order[start..<(start + member.count)].reduce(0) { $0 + $1 - mean }
        sum += own * own / Double(member.count)
        start += member.count
      }
      return sum
    }
    let seen = spread(values)
    var (reached, all) = (0, 0)
    func deal(_ order: [Double], _ rest: [Double]) {
      guard !rest.isEmpty else {
        all += 1
        reached += spread(order) >= seen - 1e-9 ? 1 : 0
        return
      }
      for place in rest.indices {
        var left = rest
        deal(order + [left.remove(at: place)], left)
      }
    }
    deal([], values)
    return Double(reached) / Double(all)
  }

  @Test func agreesWithAllDeals() throws {
    var random = SeededGenerator.announced()
    for seed in 0..<40 {
      let first = (0..<3).map { _ in Double(Int.random(in: -9...9, using: &random)) }
      let shift = Double(Int.random(in: 0...15, using: &random))
      let second = (0..<4).map { _ in Double(Int.random(in: -9...9, using: &random)) + shift }
      let truth = exact([first, second])
      let found = try (0..<40).map { turn in
        try #require(Disagreement([first, second], seed: UInt64(40 * seed + turn))).p
      }
      // Ten that spread as far give a relative error of about a third each, and a ninth too much on average.
      let mean = found.reduce(0, +) / 40
      #expect(abs(mean - truth) < 0.005 + 0.45 * truth, "\(mean) for \(truth), seed \(random.seed)")
    }
  }

  @Test func isHonestWhereMembersAgree() throws {
    var random = SeededGenerator.announced()
    var rejected = 0
    for seed in 0..<2_000 {
      let members = (0..<3).map { _ in (0..<4).map { _ in Double.random(in: -1...1, using: &random) } }
      let found = try #require(Disagreement(members, seed: UInt64(seed)))
      rejected += found.p <= 0.05 ? 1 : 0
    }
    // 100 are expected; five standard deviations are 49.
    #expect(rejected < 149, "\(rejected) of 2000, seed \(random.seed)")
    #expect(rejected > 51, "\(rejected) of 2000, seed \(random.seed)")
  }

  /// Few members with many deltas, and many members with few: past what is dealt out, p is reckoned.
  @Test(arguments: [(2, 150), (100, 4)])
  func isHonestWhereNothingIsDealt(members: Int, each: Int) throws {
    var random = SeededGenerator.announced()
    var (rejected, seen) = (0, 0)
    for seed in 0..<1_000 {
      var deltas = (0..<members).map { _ in (0..<each).map { _ in Double.random(in: -1...1, using: &random) }
      }
      #expect(members * each > Disagreement.mostDealt)
      rejected += try #require(Disagreement(deltas, seed: UInt64(seed))).p <= 0.05 ? 1 : 0
      for half in 0..<(members / 2) { deltas[half] = deltas[half].map { $0 + 0.5 } }
      seen += try #require(Disagreement(deltas, seed: UInt64(seed))).p <= 0.05 ? 1 : 0
    }
    // 50 are expected; five standard deviations are 34.
    #expect(rejected > 16 && rejected < 84, "\(rejected) of 1000, seed \(random.seed)")
    #expect(seen > 900, "\(seen) of 1000, seed \(random.seed)")
  }

  @Test func seesOppositeMembers() throws {
    let found = try #require(Disagreement([[5, 6, 4, 7], [], [-5, -4, -6, -3]], seed: 1))
    #expect(found.p < 0.06 && found.isOfSign)
    #expect(found.highest == 0 && found.lowest == 2 && found.highestMean == 5.5)
  }

  @Test func wantsSomethingToCompare() {
    #expect(Disagreement([[1, 2, 3, 4]], seed: 1) == nil)
    #expect(Disagreement([[1], [2], []], seed: 1) == nil)
    #expect(Disagreement([[3, 3], [3, 3]], seed: 1)?.p == 1)
  }
}
