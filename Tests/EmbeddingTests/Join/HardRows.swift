import Accumulation
import GoldenSupport

/// Rows that a screen might go wrong on: sparse ones, spikes, duplicates, pairs whose cosine lies a hair from the
/// threshold, rows of zeros, rows of another length than 1, and rows that hold something else than numbers.
struct HardRows {
  let dimension: Int
  let threshold: Cosine
  private(set) var values: [Float] = []

  init(_ count: Int, dimension: Int, threshold: Cosine, _ random: inout SeededGenerator) {
    self.dimension = dimension
    self.threshold = threshold
    for row in 0..<count { values += self.row(row, &random) }
  }

  var vectors: Vectors { Vectors(dimension: dimension, values: values) }

  private func row(_ number: Int, _ random: inout SeededGenerator) -> [Float] {
    let older = number > 0 ? Int.random(in: 0..<number, using: &random) : 0
    switch Int.random(in: 0..<16, using: &random) {
    case 0..<3: return unit(dense(&random))
    case 3..<5: return unit(sparse(&random))
    case 5: return unit(spike(&random))
    case 6: return unit(dense(&random).map { $0 < 0 ? -1 : 1 })
    case 7 where number > 0: return copy(of: older)
    case 8..<13 where number > 0: return neighbour(of: copy(of: older), &random)
    case 13: return [Float](repeating: 0, count: dimension)
    case 14:
      return unit(dense(&random)).map {
        $0 * ([0.5, 1.0008, 3, 1e-20, 1e25].randomElement(using: &random) ?? 1)
      }
    default: return broken(&random)
    }
  }

  private func copy(of row: Int) -> [Float] { Array(values[(row * dimension)..<((row + 1) * dimension)]) }

  private func dense(_ random: inout SeededGenerator) -> [Float] {
    // A sum of three is near enough to a normal distribution.
    (0..<dimension).map { _ in (0..<3).reduce(0) { sum, _ in sum + Float.random(in: -1...1, using: &random) }
    }
  }

  private func sparse(_ random: inout SeededGenerator) -> [Float] {
    var row = [Float](repeating: 0, count: dimension)
    for _ in 0..<6 {
      row[Int.random(in: 0..<dimension, using: &random)] += Float.random(in: -1...1, using: &random)
    }
    return row
  }

  private func spike(_ random: inout SeededGenerator) -> [Float] {
    var row = dense(&random).map { $0 * 0.01 }
    row[Int.random(in: 0..<min(3, dimension), using: &random)] = 1
    return row
  }

  /// Most are within two rounding steps of the threshold, on either side.
  private func neighbour(of row: [Float], _ random: inout SeededGenerator) -> [Float] {
    let own = unit(row.map { $0.isFinite && abs($0) < 10 ? $0 : 0 })
    var aside = dense(&random)
    let along = zip(own, aside).reduce(0) { $0 + $1.0 * $1.1 }
    aside = unit(zip(own, aside).map { $1 - along * $0 })
    let wanted = threshold.value + Double.random(in: -0.0002...0.0002, using: &random)
    let cosine = min(1, max(-1, Bool.random(using: &random) ? wanted : wanted + 0.01))
    let rest = Float((1 - cosine * cosine).squareRoot())
    return zip(own, aside).map { Float(cosine) * $0 + rest * $1 }
  }

  private func broken(_ random: inout SeededGenerator) -> [Float] {
    var row = unit(dense(&random))
    row[Int.random(in: 0..<dimension, using: &random)] =
      [.nan, .infinity, -.infinity, 1e38].randomElement(using: &random) ?? 0
    return row
  }

  private func unit(_ row: [Float]) -> [Float] {
    let squares = row.reduce(0.0) { $0 + Double($1) * Double($1) }
    return squares > 0 ? row.map { Float(Double($0) / squares.squareRoot()) } : row
  }
}

/// The join as its definition says it: every pair by its cosine.
func joinOracle(_ vectors: Vectors, keys: [Int32], atLeast threshold: Cosine, acrossKeys: Bool)
  -> [(first: Int, second: Int, cosine: Cosine)]
{
  var pairs: [(first: Int, second: Int, cosine: Cosine)] = []
  for second in keys.indices {
    for first in 0..<second where (keys[first] != keys[second]) == acrossKeys {
      let cosine = vectors.cosine(first, second)
      if cosine >= threshold { pairs.append((first, second, cosine)) }
    }
  }
  return pairs.sorted { ($1.cosine, $0.first, $0.second) < ($0.cosine, $1.first, $1.second) }
}
