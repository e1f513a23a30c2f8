import Basics
import Identity

/// A deterministic embedder without a model: hashed character and word n-grams.
///
/// Features of a text are its words, its pairs of neighbouring words, and the character 3-, 4- and 5-grams
/// of each word with its boundaries. A feature that occurs `tf` times weighs `sqrt(tf)` times its kind's
/// weight: sub-linear, and exact on every machine, unlike a logarithm. Features are hashed with a sign into a
/// fixed number of dimensions (Weinberger et al. 2009), which keeps cosines unbiased.
/// Complexity: O(characters log characters) per text.
package struct Lexical: Embedder {
  package let name = "lexical"
  package let fingerprint = "lexical-1"
  package let dimension = 1024
  package var defaultTau: Cosine { Lexical.defaultTau }
  package static let defaultTau = Cosine(tenThousandths: 6_000)

  /// Who shares the work; the vectors do not depend on it.
  private let workers: Workers
  package let zerosBlanks = true

  package init(workers: Workers = .one) { self.workers = workers }

  package func embed(_ texts: [String], pulse: Pulse) throws -> Vectors {
    let values = try [Float](unsafeUninitializedCapacity: texts.count * dimension) { memory, filled in
      workers.willFill(memory)
      guard let rows = LexicalRows(memory, width: dimension) else { return }
      var start = 0
      while start < texts.count {
        try pulse.beat("embedding", start, texts.count)
        let wave = start..<endOfWave(texts, from: start)
        workers.forEach { part in
          var (row, features) = (LexicalRow(width: dimension), LexicalFeatures())
          for place in workers.share(part, of: wave.count) {
            let index = wave.lowerBound + place
            features.take(texts[index])
            row.fill(features)
            row.empty(into: rows.row(index))
          }
        }
        start = wave.upperBound
        filled = start * dimension
      }
    }
    return Vectors(dimension: dimension, values: values)
  }

  private func endOfWave(_ texts: [String], from start: Int) -> Int {
    // More workers are worth their start only where each has something to do.
    let most = workers.count > 1 ? Lexical.beatEvery * 4 * workers.count : Lexical.beatEvery
    var (end, bytes) = (start, 0)
    while end < texts.count, bytes < most {
      bytes += texts[end].utf8.count + Lexical.bytesOfARow
      end += 1
    }
    return end
  }

  /// Some ten milliseconds of text.
  private static let beatEvery = 1 << 16
  /// What filling a row costs, in bytes of text.
  private static let bytesOfARow = 64
}

/// The rows of all texts, each filled by one worker. Unchecked: no two workers write one row, and all are read when all are
/// done.
private struct LexicalRows: @unchecked Sendable {
  private let start: UnsafeMutablePointer<Float>
  private let width: Int

  /// Nil where there are none.
  init?(_ memory: UnsafeMutableBufferPointer<Float>, width: Int) {
    guard let start = memory.baseAddress else { return nil }
    (self.start, self.width) = (start, width)
  }

  /// Safe: the memory has a row for each text.
  func row(_ index: Int) -> UnsafeMutablePointer<Float> { start + index * width }
}

/// One row before it is scaled. Most of its places stay empty, so that those which do not are kept in mind.
private struct LexicalRow {
  private var values: [Double]
  /// A bit for each place.
  private var touched: [UInt64]

  init(width: Int) {
    values = Array(repeating: 0, count: width)
    touched = Array(repeating: 0, count: width / 64)
  }

  mutating func fill(_ features: borrowing LexicalFeatures) {
    features.forEachWeighted { hash, weight in
      let place = Int(truncatingIfNeeded: hash & UInt64(values.count - 1))
      values[place] += hash >> 63 == 0 ? weight : -weight
      touched[place / 64] |= 1 << UInt64(place % 64)
    }
  }

  /// At unit length, and leaves none of it. Safe: `row` has room for all values.
  mutating func empty(into row: UnsafeMutablePointer<Float>) {
    var squares = 0.0
    forEachTouched { squares += $0[$1] * $0[$1] }
    let scale = squares > 0 ? 1 / squares.squareRoot() : 0
    row.initialize(repeating: 0, count: values.count)
    forEachTouched { values, place in
      row[place] = Float(values[place] * scale)
      values[place] = 0
    }
    for word in touched.indices { touched[word] = 0 }
  }

  /// In the order of the places, in which sums are added up.
  @inline(__always)
  private mutating func forEachTouched(_ body: (inout [Double], Int) -> Void) {
    for word in touched.indices {
      var bits = touched[word]
      while bits != 0 {
        body(&values, word * 64 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }
}
