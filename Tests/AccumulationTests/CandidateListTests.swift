import Accumulation
import GoldenSupport
import Testing

@Suite struct CandidateListTests {
  /// What is left is what the last window holds, whatever the order in which candidates came.
  @Test func keepsAllOfTheLastWindow() {
    var random = SeededGenerator.announced()
    for limit in [2, 10, 100, 999, 1000, 5000] {
      let all = (0..<1000).map { number in
        Candidate(
          kind: .near, first: 0, second: Int32(number),
          cosine: Cosine(tenThousandths: Int32.random(in: 4000..<8000, using: &random)))
      }
      var list = CandidateList(tau: Cosine(0.6), limit: limit)
      for candidate in all { list.add(candidate) }
      let within = all.filter { abs($0.cosine.tenThousandths - 6000) <= list.window.tenThousandths }
      #expect(list.all == within, "limit \(limit), seed \(random.seed)")
      #expect(list.all.count < limit && (limit < 10 || list.all.count > limit / 8), "seed \(random.seed)")
      #expect((list.window == Candidate.window) == (limit > 1000), "seed \(random.seed)")
    }
  }

  /// Such a pair founds a unit of its own only because a ruling keeps it apart.
  @Test func pairsFarOverTauAreKeptUntilTheWindowNarrows() {
    var list = CandidateList(tau: Cosine(0.3), limit: 4)
    for cosine in [Cosine(0.95), Cosine(0.31)] {
      list.add(Candidate(kind: .near, first: 0, second: 1, cosine: cosine))
    }
    #expect(list.all.count == 2)
    for cosine in [Cosine(0.32), Cosine(0.4)] {
      list.add(Candidate(kind: .near, first: 0, second: 1, cosine: cosine))
    }
    #expect(list.all.map(\.cosine) == [Cosine(0.31), Cosine(0.32)])
  }

  @Test func ofTooManyAtTauTheFirstStay() {
    var list = CandidateList(tau: Cosine(0.6), limit: 4)
    for number in 0..<9 {
      list.add(Candidate(kind: .merged, first: 0, second: Int32(number), cosine: Cosine(0.6)))
    }
    #expect(list.all.map(\.second) == [0, 1, 2, 3])
    #expect(list.window == .zero)
  }
}
