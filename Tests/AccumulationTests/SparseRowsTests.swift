import Accumulation
import GoldenSupport
import Testing

/// Rows without their zeros, against the same rows with them.
@Suite struct SparseRowsTests {
  @Test(arguments: [Int32(0), 1, 2, .max]) func cosinesAreThoseOfTheSameRowsWithTheirZeros(width: Int32)
    throws
  {
    var random = SeededGenerator.announced()
    for turn in 0..<400 {
      let sample = SparseSample(&random, rows: turn == 0 ? 2_100 : .random(in: 1...12, using: &random))
      let pairs = PairCosines(sample.sparse, width: width)
      for _ in 0..<40 {
        let (first, second) = (sample.row(&random), sample.row(&random))
        let cosine = sample.dense.cosine(first, second)
        #expect(
          pairs.cosine(Int32(first), Int32(second)) == cosine,
          "rows \(first) and \(second), seed \(random.seed)")
        #expect(sample.sparse.cosine(first, second) == cosine, "seed \(random.seed)")
      }
      let (first, others) = (sample.row(&random), (0..<7).map { _ in Int32(sample.row(&random)) })
      let cosines = others.map { sample.dense.cosine(first, Int($0)) }
      #expect(pairs.cosines(Int32(first), with: others[...]) == cosines, "seed \(random.seed)")
    }
  }

  @Test func allNumbersAreKept() {
    var random = SeededGenerator.announced()
    for turn in 0..<200 {
      let sample = SparseSample(&random, rows: turn == 0 ? 1_030 : .random(in: 1...12, using: &random))
      #expect(sample.sparse.count == sample.dense.count)
      #expect(
        sample.sparse.values.map(\.bitPattern) == sample.dense.values.map(\.bitPattern), "seed \(random.seed)"
      )
    }
  }

  @Test func rowsAreAppended() {
    var random = SeededGenerator.announced()
    for _ in 0..<100 {
      let sample = SparseSample(&random, rows: .random(in: 1...12, using: &random))
      let grown = sample.sparse.appending(sample.sparse)
      let (pairs, count) = (PairCosines(grown), sample.dense.count)
      for _ in 0..<20 {
        let (first, second) = (sample.row(&random), sample.row(&random))
        #expect(
          pairs.cosine(Int32(first), Int32(count + second)) == sample.dense.cosine(first, second),
          "seed \(random.seed)")
        #expect(
          pairs.cosine(Int32(count + first), Int32(second)) == sample.dense.cosine(first, second),
          "seed \(random.seed)")
      }
    }
  }

  @Test func noRowsAtAll() {
    let none = Vectors(SparseRows(dimension: 32, []))
    #expect(none.count == 0 && none.values.isEmpty)
  }
}

/// The same rows twice.
private struct SparseSample {
  let sparse: Vectors
  let dense: Vectors

  init(_ random: inout SeededGenerator, rows: Int) {
    let dimension = 16 * ([1, 2, 5, 64].randomElement(using: &random) ?? 1)
    var (maker, chunks, values) = (SparseMaker(dimension: dimension), [SparseChunk](), [Float]())
    for row in 0..<rows {
      let shares: [Double] = [0, 0.1, 0.5, 1]
      let share = shares.randomElement(using: &random) ?? 0
      let own: [Float] = (0..<dimension).map { _ in
        Double.random(in: 0..<1, using: &random) < share ? SparseSample.number(&random) : 0
      }
      SparseSample.append(own, to: &maker)
      values += own
      if (row + 1) % SparseChunk.rows == 0 || row + 1 == rows { chunks.append(maker.chunk()) }
    }
    sparse = Vectors(SparseRows(dimension: dimension, chunks))
    dense = Vectors(dimension: dimension, values: values)
  }

  private static func append(_ row: [Float], to maker: inout SparseMaker) {
    let places = row.indices.filter { row[$0].bitPattern != 0 }
    var kept = [UInt16](repeating: 0, count: row.count / 16)
    for place in places { kept[place / 16] |= 1 << UInt16(place % 16) }
    kept.withUnsafeBufferPointer { kept in
      places.map { row[$0] }.withUnsafeBufferPointer { maker.append(kept: kept, values: $0) }
    }
  }

  func row(_ random: inout SeededGenerator) -> Int { .random(in: 0..<dense.count, using: &random) }

  /// Now and then one whose sum tells in which order it was added, or a zero with a sign.
  private static func number(_ random: inout SeededGenerator) -> Float {
    switch Int.random(in: 0..<9, using: &random) {
    case 0: -0.0
    case 1: .random(in: -1e-6...1e-6, using: &random)
    default: .random(in: -0.3...0.3, using: &random)
    }
  }
}
