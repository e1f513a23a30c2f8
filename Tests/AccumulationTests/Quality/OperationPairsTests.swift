import Accumulation
import GoldenSupport
import Testing

@Suite struct OperationPairsTests {
  /// Pairs found by looking at all of them.
  private func slowPairs(_ identities: TrueIdentities, _ operations: Operations, _ vectors: Vectors)
    -> [[Int]]
  {
    var pairs: [[Int]] = []
    for second in 0..<operations.count {
      for first in 0..<second where operations.key[first] == operations.key[second] {
        guard identities.ofOperation[first] >= 0, identities.ofOperation[second] >= 0 else { continue }
        let isSame = identities.ofOperation[first] == identities.ofOperation[second]
        pairs.append([Int(vectors.cosine(first, second).tenThousandths), isSame ? 1 : 0])
      }
    }
    return pairs
  }

  private func found(_ pairs: LabelledPairs) -> [[Int]] {
    (0..<pairs.count).map { [Int(pairs.cosines[$0].tenThousandths), pairs.isSame($0) ? 1 : 0] }
  }

  @Test func findsAllPairs() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<40 {
      let (operations, vectors, identities) = world(&random, Int.random(in: 0...40, using: &random))
      let pairs = try OperationPairs(identities, operations, vectors)
      let slow = slowPairs(identities, operations, vectors)
      #expect(pairs.total == slow.count, "seed \(random.seed)")
      #expect(
        found(pairs.pairs).sorted { $0.lexicographicallyPrecedes($1) }
          == slow.sorted { $0.lexicographicallyPrecedes($1) }, "seed \(random.seed)")
    }
  }

  /// Draws are pairs that there are, and the same each time; none is left out for ever.
  @Test func drawsWhereThereAreTooMany() throws {
    var random = SeededGenerator.announced()
    let (operations, vectors, identities) = world(&random, 30)
    let slow = Set(slowPairs(identities, operations, vectors))
    let drawn = try OperationPairs(identities, operations, vectors, limit: slow.count / 2)
    #expect(drawn.pairs.count == slow.count / 2 && drawn.pairs.count < drawn.total)
    #expect(found(drawn.pairs).allSatisfy(slow.contains), "seed \(random.seed)")
    #expect(
      try OperationPairs(identities, operations, vectors, limit: slow.count / 2).pairs == drawn.pairs)
  }

  @Test func canBeStopped() throws {
    var random = SeededGenerator.announced()
    let (operations, vectors, identities) = world(&random, 30)
    let stop = Pulse { _, _, _ in throw Interrupted() }
    #expect(throws: Interrupted.self) { try OperationPairs(identities, operations, vectors, pulse: stop) }
  }

  private func world(_ random: inout SeededGenerator, _ count: Int) -> (
    Operations, Vectors, TrueIdentities
  ) {
    var log = TraceLog()
    log.sources = [LogSource(name: "t")]
    log.batches = [Batch(source: 0, number: 1)]
    for anchor in 0..<3 { log.symbols.append("a\(anchor)") }
    for number in 0..<count {
      log.proposals.batch.append(0)
      log.proposals.type.append(.add)
      log.proposals.anchor.append(Int32.random(in: 0..<3, using: &random))
      log.proposals.id.append("p\(number)")
      log.proposals.content.append("text \(number)")
      log.proposals.reason.append("")
    }
    let prints = (0..<count).map { _ in
      Fingerprint(words: SIMD4(random.next(), random.next(), random.next(), random.next()))
    }
    let values = (0..<(count * 4)).map { _ in Float.random(in: -0.5...0.5, using: &random) }
    let identities = TrueIdentities((0..<count).map { _ in Int32.random(in: -1...5, using: &random) })
    return (
      Operations(log: log, fingerprints: prints), Vectors(dimension: 4, values: values), identities
    )
  }
}
