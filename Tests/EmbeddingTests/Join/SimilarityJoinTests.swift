import Accumulation
import Embedding
import Files
import GoldenSupport
import Synchronization
import Testing

@Suite struct SimilarityJoinTests {
  @Test func agreesWithTheOracleOnHardRows() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<150 {
      let dimension = [1, 2, 3, 7, 16, 21, 64, 100, 384].randomElement(using: &random) ?? 8
      let threshold = try #require(
        [-10_000, -2500, 0, 1, 3000, 6000, 8500, 9900, 9999, 10_000].randomElement(using: &random))
      let count = Int.random(in: 0...260, using: &random)
      let rows = HardRows(
        count, dimension: dimension, threshold: Cosine(tenThousandths: Int32(threshold)), &random)
      let keyCount = Int32.random(in: 1...4, using: &random)
      // Skewed: the first key has most rows.
      let keys = (0..<count).map { _ in
        Bool.random(using: &random) ? 0 : Int32.random(in: 0..<keyCount, using: &random)
      }
      try expectExact(rows, keys, acrossKeys: Bool.random(using: &random), seed: random.seed)
    }
  }

  private func expectExact(_ rows: HardRows, _ keys: [Int32], acrossKeys: Bool, seed: UInt64) throws {
    let oracle = joinOracle(rows.vectors, keys: keys, atLeast: rows.threshold, acrossKeys: acrossKeys)
      .map { SimilarPair(Int32($0.first), Int32($0.second), $0.cosine) }
    for screen in Screen.available {
      var join = SimilarityJoin(atLeast: rows.threshold, acrossKeys: acrossKeys)
      join.screen = screen
      let pairs = try join.pairs(rows.vectors, keys: keys)
      #expect(pairs == oracle, "kind \(screen.kind), dimension \(rows.dimension), seed \(seed)")
    }
  }

  @Test func doesNotDependOnTheNumberOfWorkers() throws {
    var random = SeededGenerator.announced()
    let threshold = Cosine(0.8)
    let rows = HardRows(3000, dimension: 48, threshold: threshold, &random)
    let keys = (0..<3000).map { $0 % 7 == 0 ? Int32($0 % 200) : Int32(0) }
    for acrossKeys in [false, true] {
      let join = SimilarityJoin(atLeast: threshold, acrossKeys: acrossKeys)
      let alone = try join.pairs(rows.vectors, keys: keys)
      #expect(!alone.isEmpty)
      for count in [2, 3] {
        #expect(
          try join.pairs(rows.vectors, keys: keys, workers: .threads(count)) == alone, "seed \(random.seed)")
      }
    }
  }

  @Test func aHigherThresholdIsAFilter() throws {
    var random = SeededGenerator.announced()
    let rows = HardRows(500, dimension: 32, threshold: Cosine(0.7), &random)
    let keys = [Int32](repeating: 3, count: 500)
    let low = try SimilarityJoin(atLeast: Cosine(0.7)).pairs(rows.vectors, keys: keys)
    let high = try SimilarityJoin(atLeast: Cosine(0.75)).pairs(rows.vectors, keys: keys)
    #expect(
      low.count > high.count && Array(low.prefix { $0.cosine >= Cosine(0.75) }) == high, "seed \(random.seed)"
    )
  }

  @Test func noRowsAndOneRowHaveNoPairs() throws {
    let join = SimilarityJoin(atLeast: Cosine(tenThousandths: -10_000))
    #expect(try join.pairs(Vectors(dimension: 384, values: []), keys: []).isEmpty)
    #expect(try join.pairs(Vectors(dimension: 2, values: [1, 0]), keys: [0]).isEmpty)
  }

  /// Sums over so many bytes would leave 32 bits: such rows are compared in full.
  @Test func rowsTooLongForTheKernelAreCompared() throws {
    let dimension = 40_000
    var values = [Float](repeating: 0, count: 40 * dimension)
    for row in 0..<40 { values[row * dimension + (row < 38 ? row : 38)] = 1 }
    let pairs = try SimilarityJoin(atLeast: Cosine(0.5)).pairs(
      Vectors(dimension: dimension, values: values), keys: [Int32](repeating: 0, count: 40))
    #expect(pairs == [SimilarPair(38, 39, Cosine(1.0))])
  }

  @Test func givesUpWhereThereAreTooManyPairs() throws {
    let same = Vectors(dimension: 4, values: (0..<400).flatMap { _ in [Float](arrayLiteral: 1, 0, 0, 0) })
    var join = SimilarityJoin(atLeast: Cosine(0.9))
    join.limit = 79_799
    #expect(throws: JoinFault.tooManyPairs(limit: 79_799, threshold: Cosine(0.9))) {
      try join.pairs(same, keys: [Int32](repeating: 0, count: 400))
    }
    join.limit = 79_800
    #expect(try join.pairs(same, keys: [Int32](repeating: 0, count: 400)).count == 79_800)
  }

  @Test func stopsWhenABeatThrows() throws {
    var random = SeededGenerator.announced()
    let rows = HardRows(2000, dimension: 16, threshold: Cosine(0.9), &random)
    for stage in ["preparing", "comparing"] {
      for workers in [Workers.one, .threads(2)] {
        let beats = Mutex(0)
        #expect(throws: Interrupted.self) {
          try SimilarityJoin(atLeast: Cosine(0.9)).pairs(
            rows.vectors, keys: [Int32](repeating: 0, count: 2000), workers: workers,
            pulse: Pulse { name, done, total in
              #expect(done <= total)
              guard name == stage else { return }
              beats.withLock { $0 += 1 }
              throw Interrupted()
            })
        }
        #expect(beats.withLock { $0 } == 1)
      }
    }
  }
}
