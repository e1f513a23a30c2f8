import Accumulation
import GoldenSupport
import Testing

@Suite struct VotesTests {
  /// m1 stands at first; p0 adds an item that is called after it, p1 and p2 change m1.
  private static func log() -> TraceLog {
    var log = sampleLog([
      SampleProposal(operation: 0, type: .add, anchor: 0), SampleProposal(operation: 1, anchor: 1),
      SampleProposal(operation: 2, anchor: 1),
    ])
    log.symbols = TextColumn(["tail", "m1", "p0", "nobody"])
    log.proposals.id = TextColumn(["p0", "p1", "p2"])
    log.batches = (0..<3).map { Batch(source: 0, number: $0) }
    log.applied = [Application(batch: 0, proposal: 1), Application(batch: 1, proposal: 2)]
    return log
  }

  private static func vote(
    _ log: inout TraceLog, _ batch: Int32, proposal: Int32 = -1, item: Int32 = -1, _ counts: (Int32, Int32)
  ) {
    log.votes.batch.append(batch)
    log.votes.proposal.append(proposal)
    log.votes.item.append(item)
    log.votes.helpful.append(counts.0)
    log.votes.harmful.append(counts.1)
    log.votes.voter.append(-1)
  }

  private static func observations(_ log: TraceLog, _ units: [Int32]) -> Observations {
    let operations = Operations(log: log, fingerprints: (0..<3).map(spreadFingerprint))
    let founders = Set(units).sorted().compactMap { unit in units.firstIndex(of: unit).map(Int32.init) }
    let partition = Partition(unitOf: units, founder: founders, candidates: [])
    return Observations(log: log, operations: operations, partition: partition, rule: DeltaRule(.votes))
  }

  @Test func areAShareOfAllVotesOfTheBatch() {
    var log = VotesTests.log()
    VotesTests.vote(&log, 0, proposal: 0, (3, 1))
    VotesTests.vote(&log, 0, proposal: 0, (0, 4))
    VotesTests.vote(&log, 2, proposal: 0, (2, 0))
    let observations = VotesTests.observations(log, [0, 1, 2])
    #expect(Array(observations.delta[observations.range(of: 0)]) == [-0.25, 1])
    #expect(observations.batch[observations.range(of: 0)] == [0, 2])
    #expect(observations.range(of: 1).isEmpty)
  }

  /// A vote weighs as a vote, whichever wording of the unit it was given for.
  @Test func ofAUnitArePooled() {
    var log = VotesTests.log()
    VotesTests.vote(&log, 0, proposal: 1, (1, 0))
    VotesTests.vote(&log, 0, proposal: 2, (0, 3))
    let observations = VotesTests.observations(log, [0, 1, 1])
    #expect(Array(observations.delta[observations.range(of: 1)]) == [-0.5])
  }

  @Test func onAnItemCountForWhoGaveItItsText() {
    var log = VotesTests.log()
    VotesTests.vote(&log, 0, item: 1, (1, 0))  // m1 as it was at first: nobody's
    VotesTests.vote(&log, 1, item: 1, (0, 1))  // p1's
    VotesTests.vote(&log, 2, item: 1, (1, 0))  // p2's
    VotesTests.vote(&log, 2, item: 2, (5, 0))  // p0's, by its name
    VotesTests.vote(&log, 2, item: 3, (1, 0))
    #expect(log.votedProposals == [-1, 1, 2, 0, -1])
    let observations = VotesTests.observations(log, [0, 1, 2])
    #expect(observations.delta == [1, -1, 1] && observations.batch == [2, 1, 2])
  }

  @Test func areNotInScoresUnlessAsked() {
    var log = VotesTests.log()
    VotesTests.vote(&log, 0, proposal: 0, (3, 1))
    let operations = Operations(log: log, fingerprints: (0..<3).map(spreadFingerprint))
    let partition = Partition(unitOf: [0, 1, 2], founder: [0, 1, 2], candidates: [])
    for signal in Signal.allCases where signal != .votes {
      #expect(
        Observations(log: log, operations: operations, partition: partition, rule: DeltaRule(signal)).count
          == 0)
    }
  }
}
