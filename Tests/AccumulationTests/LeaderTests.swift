import Accumulation
import GoldenSupport
import Synchronization
import Testing

@Suite struct LeaderTests {
  @Test func agreesWithTheOracle() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<2500 {
      let sample = try LeaderCase.random(&random)
      let (operations, oracle) = (sample.operations, LeaderOracle(sample))
      let partition = try sample.partition(operations)
      let units = operations.ofProposal.map { Int(partition.unitOf[Int($0)]) }
      #expect(units == oracle.unitOfProposal, "seed \(random.seed)")
      let pairs = partition.candidates.map { candidate in
        LeaderOracle.Pair(
          kind: candidate.kind, first: Int(operations.firstProposal[Int(candidate.first)]),
          second: Int(operations.firstProposal[Int(candidate.second)]),
          cosine: Int(candidate.cosine.tenThousandths))
      }
      #expect(pairs == oracle.pairs, "seed \(random.seed)")
    }
  }

  @Test func respectsEveryDecisionInAnyOrder() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<1500 {
      var sample = try LeaderCase.random(&random)
      let operations = sample.operations
      let partition = try sample.partition(operations)
      try expectRespected(sample, operations, partition, seed: random.seed)
      sample.rulings.shuffle(using: &random)
      let again = try sample.partition(operations)
      #expect(again.unitOf == partition.unitOf, "seed \(random.seed)")
      #expect(again.candidates == partition.candidates, "seed \(random.seed)")
    }
  }

  private func expectRespected(
    _ sample: LeaderCase, _ operations: Operations, _ partition: Partition, seed: UInt64
  ) throws {
    let constraints = try sample.constraints(operations)
    for first in 0..<operations.count {
      for second in 0..<first {
        let areOne = partition.unitOf[first] == partition.unitOf[second]
        switch constraints.ruling(Int32(first), Int32(second)) {
        case .same: #expect(areOne, "seed \(seed)")
        case .different: #expect(!areOne, "seed \(seed)")
        case nil: break
        }
      }
    }
  }

  @Test func unitsAreNumberedAsTheyAppear() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let sample = try LeaderCase.random(&random)
      let partition = try sample.partition(sample.operations)
      var seen: [Int32] = []
      for (operation, unit) in partition.unitOf.enumerated() where !seen.contains(unit) {
        #expect(Int(unit) == seen.count, "seed \(random.seed)")
        #expect(Int(partition.founder[Int(unit)]) == operation, "seed \(random.seed)")
        seen.append(unit)
      }
      #expect(seen.count == partition.unitCount, "seed \(random.seed)")
    }
  }

  @Test func aProposalJoinsAtTauAndTheOlderUnitOnATie() throws {
    let sample = LeaderCase([[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6], [0.8, 0.6], [-1, 0]], tau: 8000)
    let partition = try sample.partition(sample.operations)
    #expect(partition.unitOf == [0, 1, 1, 0, 0, 2])
    let tie = LeaderCase([[1, 0], [0, 1], [0.7071, 0.7071]], tau: 7000)
    #expect(try tie.partition(tie.operations).unitOf == [0, 1, 0])
  }

  @Test func joiningTwoUnitsJoinsAllOfBoth() throws {
    var sample = LeaderCase([[1, 0], [0, 1], [0.1, 0.99], [0.99, 0.1]], tau: 9000)
    #expect(try sample.partition(sample.operations).unitOf == [0, 1, 1, 0])
    sample.rulings = [.init(isSame: true, first: 0, second: 1)]
    #expect(try sample.partition(sample.operations).unitOf == [0, 0, 0, 0])
  }

  @Test func joiningTwoUnitsLeavesTheOtherPairsToBeJudged() throws {
    var sample = LeaderCase([[1, 0, 0], [0, 0.8, 0.6], [0.6, 0.8, 0]], tau: 7000)
    sample.rulings = [.init(isSame: true, first: 0, second: 2)]
    let partition = try sample.partition(sample.operations)
    #expect(partition.unitOf == [0, 1, 0])
    let near = try #require(partition.candidates.first)
    #expect(partition.candidates.count == 1 && near.kind == .near)
    #expect(near.first == 1 && near.second == 2 && near.cosine == Cosine(0.64))
  }

  @Test func textsWithoutContentFoundUnitsOfTheirOwn() throws {
    let sample = LeaderCase([[0, 0], [0, 0], [1, 0]], tau: 100)
    #expect(try sample.partition(sample.operations).unitOf == [0, 1, 2])
  }

  @Test func anEmptyLogHasNoUnits() throws {
    let sample = LeaderCase(proposals: [], rulings: [], tau: 5000)
    let partition = try sample.partition(sample.operations)
    #expect(partition.unitCount == 0 && partition.members.isEmpty && partition.candidates.isEmpty)
  }

  @Test func stopsWhenABeatThrows() throws {
    let sample = unrelated(600)
    let beats = Mutex<[Int]>([])
    #expect(throws: Interrupted.self) {
      try sample.partition(
        sample.operations,
        pulse: Pulse { stage, done, total in
          #expect(stage == "merging" && done < total && total == 600)
          beats.withLock { $0.append(done) }
          throw Interrupted()
        })
    }
    #expect(beats.withLock(\.count) == 1)
  }

  /// 600 operations without likeness take 180,000 comparisons.
  private func unrelated(_ count: Int) -> LeaderCase {
    LeaderCase(
      (0..<count).map { number in (0..<count).map { $0 == number ? 1 : 0 } }, tau: 5000)
  }
}

extension LeaderCase {
  /// Operations of one key with these vectors, and nothing decided.
  init(_ vectors: [[Float]], tau: Int) {
    let proposals = vectors.enumerated().map {
      Proposal(operation: $0, type: .modify, anchor: 0, vector: $1)
    }
    self.init(proposals: proposals, rulings: [], tau: tau)
  }
}
