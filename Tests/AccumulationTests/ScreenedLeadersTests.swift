import Accumulation
import Embedding
import Files
import GoldenSupport
import Synchronization
import Testing

/// The index of leaders that screens in blocks, against the one that compares one by one and against the oracle.
@Suite struct ScreenedLeadersTests {
  @Test func agreesWithTheOracle() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<1500 {
      let sample = try LeaderCase.random(&random)
      let (operations, oracle) = (sample.operations, LeaderOracle(sample))
      let partition = try screened(
        sample, operations, blockSize: Int.random(in: 1...6, using: &random),
        smallest: Int.random(in: 0...4, using: &random), kept: Bool.random(using: &random),
        largestKept: Int.random(in: 0...6, using: &random), mostPairs: Int.random(in: 0...40, using: &random))
      let units = operations.ofProposal.map { Int(partition.unitOf[Int($0)]) }
      #expect(units == oracle.unitOfProposal, "seed \(random.seed)")
      #expect(partition.candidates == (try sample.partition(operations).candidates), "seed \(random.seed)")
    }
  }

  private func screened(
    _ sample: LeaderCase, _ operations: Operations, blockSize: Int, smallest: Int, kept: Bool,
    largestKept: Int,
    mostPairs: Int
  ) throws -> Partition {
    let tau = Cosine(tenThousandths: Int32(sample.tau))
    let vectors = sample.vectors(operations)
    // Some keys are kept, some are too large for that, some come when there is no room left.
    let cosines = try KeyCosines(
      operations, vectors, workers: kept ? .threads(2) : .one, largestKept: largestKept, mostPairs: mostPairs)
    return try Leader.partition(
      operations, constraints: sample.constraints(operations), tau: tau,
      index: ScreenedLeaders(
        operations, vectors, floor: Leader.floor(tau), kept: kept ? cosines : nil, smallestScreened: smallest,
        blockSize: blockSize))
  }

  /// Keys of many blocks, so that leaders fill tiles and blocks end within them.
  @Test func largeKeysGetWhatComparingOneByOneGivesThem() throws {
    var random = SeededGenerator.announced()
    for tau in [Cosine(0.3), Cosine(0.6), Cosine(0.9), Cosine(1.0)] {
      let sample = Self.skewed(900, &random)
      let expected = try Leader.partition(
        sample.operations, vectors: sample.vectors, constraints: none, tau: tau)
      #expect(expected.unitCount > 100 && expected.unitCount < 900)
      for workers in [Workers.one, .threads(2)] {
        for screen in Screen.available {
          let found = try Leader.partition(
            sample.operations, constraints: none, tau: tau,
            index: ScreenedLeaders(
              sample.operations, sample.vectors, floor: Leader.floor(tau), workers: workers, screen: screen,
              blockSize: Int.random(in: 20...192, using: &random)))
          #expect(found.unitOf == expected.unitOf, "kind \(screen.kind), seed \(random.seed)")
          #expect(found.candidates == expected.candidates, "kind \(screen.kind), seed \(random.seed)")
        }
      }
    }
  }

  @Test func stopsWhenABeatThrows() throws {
    var random = SeededGenerator.announced()
    let sample = Self.skewed(900, &random)
    let beats = Mutex(0)
    #expect(throws: Interrupted.self) {
      try Leader.partition(
        sample.operations, constraints: none, tau: Cosine(0.9),
        pulse: Pulse { stage, done, total in
          #expect(stage == "merging" && done < total && total == 900)
          guard done > 300 else { return }
          beats.withLock { $0 += 1 }
          throw Interrupted()
        }, index: ScreenedLeaders(sample.operations, sample.vectors, floor: Cosine(0.7)))
    }
    #expect(beats.withLock { $0 } == 1)
  }

  private let none = Constraints(Decisions(), for: sampleOperations([]))

  /// Two thirds of the operations have one key, the others few keys; most lie near an older one.
  static func skewed(_ count: Int, _ random: inout SeededGenerator)
    -> (operations: Operations, vectors: Vectors)
  {
    let anchors = (0..<count).map { _ in max(0, Int.random(in: -8...4, using: &random)) }
    var rows: [[Float]] = []
    for number in 0..<count {
      let fresh = unit((0..<24).map { _ in Float.random(in: -1...1, using: &random) })
      guard number > 0, Int.random(in: 0..<3, using: &random) > 0 else {
        rows.append(fresh)
        continue
      }
      // Some are the same once more, which alone join where tau is 1.
      let share = Int.random(in: 0..<6, using: &random) == 0 ? 0 : Float.random(in: 0...1, using: &random)
      let older = rows[Int.random(in: 0..<number, using: &random)]
      rows.append(unit(zip(older, fresh).map { $0 + share * $1 }))
    }
    let proposals = anchors.enumerated().map { SampleProposal(operation: $0, anchor: $1) }
    return (sampleOperations(proposals), Vectors(dimension: 24, values: rows.flatMap { $0 }))
  }

  private static func unit(_ row: [Float]) -> [Float] {
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return row.map { $0 / length }
  }
}
