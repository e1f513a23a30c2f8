import Accumulation
import GoldenSupport
import Testing

@Suite struct DecisionsTests {
  @Test func refusesWithTheShortestChain() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<3000 {
      var decisions = Decisions()
      for _ in 0..<Int.random(in: 1...14, using: &random) {
        let next = try randomDecision(&random, among: 7)
        try check(next, against: &decisions, seed: random.seed)
      }
    }
  }

  /// Adds the decision, and compares what happened with a search over all simple paths.
  private func check(_ next: Decision, against decisions: inout Decisions, seed: UInt64) throws {
    let before = decisions
    let wanted = next.ruling == .same ? 1 : 0
    let shortest =
      next.first == next.second ? nil : SimplePaths(before.all).shortest(next, differences: wanted)
    do throws(Contradiction) {
      try decisions.add(next)
      #expect(shortest == nil, "accepted against a chain of \(shortest ?? 0), seed \(seed)")
      #expect(!(next.first == next.second && next.ruling == .different), "seed \(seed)")
    } catch {
      #expect(decisions == before, "a refused decision left a trace, seed \(seed)")
      #expect(error.refused == next, "seed \(seed)")
      #expect(error.chain.count == shortest ?? 0, "seed \(seed)")
      #expect(
        error.chain.count { $0.ruling == .different } == (error.chain.isEmpty ? 0 : wanted), "seed \(seed)")
      #expect(leads(error.chain, from: next.first) == next.second, "seed \(seed)")
      #expect(error.chain.allSatisfy(before.all.contains), "seed \(seed)")
    }
  }

  /// Where a walk over the chain's rulings ends, or nil where two of them do not meet.
  private func leads(_ chain: [Decision], from start: OperationName) -> OperationName? {
    chain.reduce(start) { place, decision in
      switch place {
      case decision.first: decision.second
      case decision.second: decision.first
      default: nil
      }
    }
  }

  @Test func anyOrderOfTheSameDecisionsIsAcceptedAndSaysTheSame() throws {
    var random = SeededGenerator.announced()
    let all = sampleOperations((0..<9).map { SampleProposal(operation: $0) })
    for _ in 0..<500 {
      var decisions = Decisions()
      let wanted = try (0..<20).map { _ in try randomDecision(&random, among: 12) }
      let accepted = decisions.addAccepted(wanted)
      let shuffled = try Decisions(accepted.shuffled(using: &random))
      #expect(shuffled.all.count == decisions.all.count, "seed \(random.seed)")
      #expect(rulings(shuffled, all) == rulings(decisions, all), "seed \(random.seed)")
    }
  }

  private func rulings(_ decisions: Decisions, _ all: Operations) -> [Decision.Ruling?] {
    let constraints = Constraints(decisions, for: all)
    let range = 0..<Int32(all.count)
    return range.flatMap { first in range.map { constraints.ruling(first, $0) } }
  }

  @Test func aRulingThatStandsIsNotAddedTwice() throws {
    let (a, b) = (try spreadName(0), try spreadName(1))
    let decisions = try Decisions([Decision(.same, a, b), Decision(.same, a, b), Decision(.same, b, a)])
    #expect(decisions.all == [Decision(.same, a, b)])
  }

  @Test func theLastReasonIsKept() throws {
    let (a, b) = (try spreadName(0), try spreadName(1))
    var decisions = try Decisions([Decision(.different, a, b)])
    try decisions.add(Decision(.different, b, a, reason: "first"))
    #expect(decisions.all == [Decision(.different, a, b, reason: "first")])
    try decisions.add(Decision(.different, a, b))
    #expect(decisions.all == [Decision(.different, a, b, reason: "first")])
    try decisions.add(Decision(.different, a, b, reason: "second"))
    #expect(decisions.all == [Decision(.different, a, b, reason: "second")])
  }

  @Test func anOperationIsTheSameAsItself() throws {
    let a = try spreadName(0)
    var decisions = try Decisions([Decision(.same, a, a)])
    #expect(decisions.all.isEmpty)
    let refusal = #expect(throws: Contradiction.self) { try decisions.add(Decision(.different, a, a)) }
    #expect(refusal?.refused == Decision(.different, a, a) && refusal?.chain == [])
    #expect(decisions.all.isEmpty)
  }

  @Test func theOppositeOfARulingIsRefusedWithIt() throws {
    let (a, b) = (try spreadName(0), try spreadName(1))
    for (ruling, opposite) in [(Decision.Ruling.same, Decision.Ruling.different), (.different, .same)] {
      var decisions = try Decisions([Decision(ruling, a, b, reason: "seen")])
      let refusal = #expect(throws: Contradiction.self) { try decisions.add(Decision(opposite, b, a)) }
      #expect(refusal?.refused == Decision(opposite, b, a) && refusal?.chain == decisions.all)
    }
  }

  private func randomDecision(_ random: inout SeededGenerator, among count: Int) throws -> Decision {
    let ruling: Decision.Ruling = Int.random(in: 0..<5, using: &random) < 3 ? .same : .different
    let first = try spreadName(.random(in: 0..<count, using: &random))
    let second = try spreadName(.random(in: 0..<count, using: &random))
    return Decision(ruling, first, second)
  }
}

/// Every simple path between two operations, tried one by one.
private struct SimplePaths {
  let rulings: [Decision]

  init(_ rulings: [Decision]) { self.rulings = rulings }

  /// The length of the shortest path between the operations of `decision` with so many `different` on it.
  func shortest(_ decision: Decision, differences: Int) -> Int? {
    lengths(from: decision.first, to: decision.second, visited: [decision.first], differences).min()
  }

  private func lengths(
    from start: OperationName, to goal: OperationName, visited: Set<OperationName>, _ differences: Int
  ) -> [Int] {
    if start == goal { return differences == 0 ? [0] : [] }
    return rulings.flatMap { ruling -> [Int] in
      guard let other = [ruling.first: ruling.second, ruling.second: ruling.first][start],
        !visited.contains(other)
      else { return [] }
      let left = differences - (ruling.ruling == .different ? 1 : 0)
      if left < 0 { return [] }
      return lengths(from: other, to: goal, visited: visited.union([other]), left).map { $0 + 1 }
    }
  }
}
