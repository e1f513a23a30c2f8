import Accumulation
import Embedding
import Files
import GoldenSupport
import Testing

/// Leaders looked up among pairs that were found once, against the oracle.
@Suite struct PairedLeadersTests {
  @Test func agreesWithTheOracle() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<1_500 {
      let sample = try LeaderCase.random(&random)
      let (operations, oracle) = (sample.operations, LeaderOracle(sample))
      let tau = Cosine(tenThousandths: Int32(sample.tau))
      let below = Int32.random(in: 0...3_000, using: &random)
      let pairs = try NearPairs(
        operations, sample.vectors(operations), floor: Cosine(tenThousandths: tau.tenThousandths - below),
        workers: Bool.random(using: &random) ? .threads(2) : .one)
      let partition = try Leader.partition(
        operations, constraints: sample.constraints(operations), tau: tau,
        index: PairedLeaders(pairs, tau: tau, operationCount: operations.count), candidateLimit: 1)
      let units = operations.ofProposal.map { Int(partition.unitOf[Int($0)]) }
      #expect(units == oracle.unitOfProposal, "seed \(random.seed)")
    }
  }
}
