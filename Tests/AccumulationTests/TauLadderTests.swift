import Accumulation
import Embedding
import Files
import GoldenSupport
import Testing

/// Units under several taus, made in one pass, against units made under each of them by itself.
@Suite struct TauLadderTests {
  @Test func agreesWithTheOracle() throws {
    var random = SeededGenerator.announced()
    var merged = 0
    for _ in 0..<1_000 {
      var sample = try LeaderCase.random(&random)
      let (operations, vectors) = (sample.operations, sample.vectors(sample.operations))
      let taus = LeaderCase.taus(near: sample.tau, &random)
      let ladder = try TauLadder(
        operations, vectors,
        cosines: KeyCosines(
          operations, vectors, largestKept: [0, 3, 1_024].randomElement(using: &random) ?? 0),
        constraints: sample.constraints(operations), taus: taus,
        workers: Bool.random(using: &random) ? .threads(2) : .one, leastShared: 0)
      for (place, tau) in taus.enumerated() {
        sample.tau = Int(tau.tenThousandths)
        let partition = ladder.partition(place, operations)
        let units = operations.ofProposal.map { Int(partition.unitOf[Int($0)]) }
        #expect(units == LeaderOracle(sample).unitOfProposal, "tau \(tau), seed \(random.seed)")
        merged += operations.count - partition.unitCount
      }
    }
    #expect(merged > 1_000, "seed \(random.seed)")
  }

  /// Keys of many blocks, whose leaders fill tiles of several bands, with rulings across keys; and as many taus as there may be.
  @Test func largeKeysGetWhatEachTauGivesThem() throws {
    var random = SeededGenerator.announced()
    for count in [3, 20, 64] {
      let sample = ScreenedLeadersTests.skewed(900, &random)
      let taus = (0..<Int32(count)).map { Cosine(tenThousandths: 3_000 + $0 * 7_000 / Int32(count)) }
      var decisions = Decisions()
      for _ in 0..<30 {
        let pair = (0..<2).map { _ in Int.random(in: 0..<sample.operations.count, using: &random) }
        _ = decisions.addAccepted([
          Decision(
            Bool.random(using: &random) ? .same : .different, sample.operations.name(of: pair[0]),
            sample.operations.name(of: pair[1]))
        ])
      }
      let constraints = Constraints(decisions, for: sample.operations)
      let cosines = try KeyCosines(sample.operations, sample.vectors, largestKept: 80)
      let ladder = try TauLadder(
        sample.operations, sample.vectors, cosines: cosines, constraints: constraints, taus: taus,
        workers: .threads(2), leastShared: 0)
      for (place, tau) in taus.enumerated() {
        let expected = try Leader.partition(
          sample.operations, vectors: sample.vectors, constraints: constraints, tau: tau)
        #expect(
          ladder.partition(place, sample.operations).hasUnits(of: expected), "\(tau), seed \(random.seed)")
      }
    }
  }
}

extension LeaderCase {
  /// Some of them where pairs lie.
  fileprivate static func taus(near tau: Int, _ random: inout some RandomNumberGenerator) -> [Cosine] {
    let others = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      tau
        + (Bool.random(using: &random)
          ? .random(in: -3...3, using: &random) : .random(in: -4_000...4_000, using: &random))
    }
    return Set(others + [tau]).sorted().map { Cosine(tenThousandths: Int32($0)) }
  }
}
