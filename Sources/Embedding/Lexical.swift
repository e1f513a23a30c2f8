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

  package init() {}

  package func embed(_ texts: [String], pulse: Pulse) throws -> Vectors {
    var rows: [Float] = []
    rows.reserveCapacity(texts.count * dimension)
    var row = [Double](repeating: 0, count: dimension)
    var bytesSinceBeat = Lexical.beatEvery
    for (index, text) in texts.enumerated() {
      if bytesSinceBeat >= Lexical.beatEvery {
        bytesSinceBeat = 0
        try pulse.beat("embedding", index, texts.count)
      }
      bytesSinceBeat += text.utf8.count + Lexical.bytesOfARow
      fill(&row, with: LexicalFeatures(of: text))
      appendUnit(row, to: &rows)
    }
    return Vectors(dimension: dimension, values: rows)
  }

  /// Some ten milliseconds of text.
  private static let beatEvery = 1 << 16
  /// What filling a row costs, in bytes of text.
  private static let bytesOfARow = 64

  private func fill(_ row: inout [Double], with features: LexicalFeatures) {
    for index in row.indices { row[index] = 0 }
    features.forEachWeighted { hash, weight in
      let place = Int(truncatingIfNeeded: hash & UInt64(dimension - 1))
      row[place] += hash >> 63 == 0 ? weight : -weight
    }
  }

  private func appendUnit(_ row: [Double], to rows: inout [Float]) {
    var squares = 0.0
    for value in row { squares += value * value }
    let scale = squares > 0 ? 1 / squares.squareRoot() : 0
    for value in row { rows.append(Float(value * scale)) }
  }
}
