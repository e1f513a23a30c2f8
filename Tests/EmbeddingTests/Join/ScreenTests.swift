import CJoin
import Embedding
import GoldenSupport
import Testing

/// The kernels, one against the other and against plain sums.
@Suite struct ScreenTests {
  private let width = Int(MAA_JOIN_TILE)

  @Test func everyVariantGivesTheSameHits() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<60 {
      let sample = Sample(&random)
      let expected = sample.hits(with: Screen.available[0])
      for screen in Screen.available.dropFirst() {
        #expect(sample.hits(with: screen) == expected, "kind \(screen.kind), seed \(random.seed)")
      }
    }
  }

  /// A bound of one more than the dot product holds back what a bound of the dot product lets pass.
  @Test func theDotProductIsExact() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<20 {
      var sample = Sample(&random)
      sample.scale = Array(repeating: 1, count: width)
      sample.residual = Array(repeating: 0, count: width)
      let column = Int.random(in: 0..<width, using: &random)
      sample.least = sample.rows.map { Float(dot($0, sample.columns[column])) }
      for screen in Screen.available {
        #expect(sample.hits(with: screen).allSatisfy { $0 >> UInt64(column) & 1 == 1 }, "seed \(random.seed)")
      }
      sample.least = sample.least.map { $0 + 1 }
      for screen in Screen.available {
        #expect(sample.hits(with: screen).allSatisfy { $0 >> UInt64(column) & 1 == 0 }, "seed \(random.seed)")
      }
    }
  }

  @Test func packingIsUndoneByUnpacking() {
    var random = SeededGenerator.announced()
    let row = (0..<40).map { _ in Int8.random(in: -127...127, using: &random) }
    var tile = [UInt8](repeating: 0, count: 40 * width)
    maa_join_pack(row, 40, &tile, 63)
    var back = [Int8](repeating: 0, count: 40)
    maa_join_unpack(tile, 40, 63, &back)
    #expect(back == row)
  }

  @Test func theRemainderIsNoLongerThanItsBound() {
    var random = SeededGenerator.announced()
    for dimension in [1, 2, 15, 16, 17, 64, 100, 384, 1000] {
      let rows = HardRows(40, dimension: dimension, threshold: .zero, &random)
      for start in stride(from: 0, to: rows.values.count, by: dimension) {
        expectBound(Array(rows.values[start..<(start + dimension)]), seed: random.seed)
      }
    }
  }

  private func expectBound(_ row: [Float], seed: UInt64) {
    var bytes = [Int8](repeating: 5, count: (row.count + 3) & ~3)
    let figures = maa_join_quantise(row, row.count, &bytes, bytes.count)
    #expect(bytes.allSatisfy { $0 >= -127 } && bytes[row.count...].allSatisfy { $0 == 0 }, "seed \(seed)")
    #expect(figures.sum == bytes.reduce(0) { $0 + Int32($1) } && figures.scale > 0, "seed \(seed)")
    let squares = zip(row, bytes).reduce(0.0) { sum, pair in
      let rest = Double(pair.0) - Double(figures.scale) * Double(pair.1)
      return sum + rest * rest
    }
    #expect(!(squares.squareRoot() > Double(figures.residual)), "seed \(seed)")
    let length = row.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    #expect(length <= 1.0009 || figures.residual == .infinity, "seed \(seed)")
  }
}

private func dot(_ a: [Int8], _ b: [Int8]) -> Int { zip(a, b).reduce(0) { $0 + Int($1.0) * Int($1.1) } }

/// Rows and a tile with everything a kernel is given, at random.
private struct Sample {
  let depth: Int
  let rows: [[Int8]]
  let columns: [[Int8]]
  var scale: [Float]
  var residual: [Float]
  var reach: [Float]
  var least: [Float]

  init(_ random: inout SeededGenerator) {
    let depth = 4 * Int.random(in: 0...70, using: &random)
    let isExtreme = Int.random(in: 0..<4, using: &random) == 0
    func bytes(_ random: inout SeededGenerator) -> [Int8] {
      (0..<depth).map { _ in
        isExtreme ? (Bool.random(using: &random) ? 127 : -127) : Int8.random(in: -127...127, using: &random)
      }
    }
    self.depth = depth
    rows = (0..<Int.random(in: 1...20, using: &random)).map { _ in bytes(&random) }
    columns = (0..<Int(MAA_JOIN_TILE)).map { _ in bytes(&random) }
    scale = columns.map { _ in Float.random(in: 0.001...0.1, using: &random) }
    residual = columns.map { _ in
      Int.random(in: 0..<9, using: &random) == 0 ? .infinity : Float.random(in: 0...1, using: &random)
    }
    reach = rows.map { _ in Float.random(in: 1...1000, using: &random) }
    least = rows.map { _ in
      Int.random(in: 0..<9, using: &random) == 0 ? -.infinity : Float.random(in: -2000...2000, using: &random)
    }
  }

  func hits(with screen: Screen) -> [UInt64] {
    var tile = [UInt8](repeating: 0, count: depth * columns.count)
    for (number, column) in columns.enumerated() { maa_join_pack(column, depth, &tile, number) }
    let bytes = rows.flatMap { $0 }
    let sums = rows.map { row in row.reduce(0) { $0 + Int32($1) } }
    var hits = [UInt64](repeating: 0, count: rows.count)
    bytes.withUnsafeBufferPointer { bytes in
      sums.withUnsafeBufferPointer { sums in
        reach.withUnsafeBufferPointer { reach in
          least.withUnsafeBufferPointer { least in
            scale.withUnsafeBufferPointer { scale in
              residual.withUnsafeBufferPointer { residual in
                tile.withUnsafeBufferPointer { tile in
                  var rowParts = MaaScreenRows(
                    bytes: bytes.baseAddress, sums: sums.baseAddress, reach: reach.baseAddress,
                    least: least.baseAddress, count: rows.count)
                  var tileParts = MaaScreenTile(
                    bytes: tile.baseAddress, scale: scale.baseAddress, residual: residual.baseAddress)
                  maa_join_screen(screen.kind)?(&rowParts, &tileParts, depth, &hits)
                }
              }
            }
          }
        }
      }
    }
    return hits
  }
}
