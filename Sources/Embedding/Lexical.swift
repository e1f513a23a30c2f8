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
    let count = (texts.count + SparseChunk.rows - 1) / SparseChunk.rows
    // Each who shares the work beats as it goes.
    let work = SharedWork(count) { _, _ in }
    let parts = (count > 1 ? workers : .one).map { part in
      var (writer, chunks) = (LexicalWriter(dimension: dimension), [(number: Int, rows: SparseChunk)]())
      while let number = work.take(part) {
        let start = number * SparseChunk.rows
        let own = texts[start..<min(start + SparseChunk.rows, texts.count)]
        do { chunks.append((number, try writer.chunk(of: own, texts.count, pulse))) } catch {
          work.stop(error)
        }
      }
      return chunks
    }
    try work.check()
    let chunks: [SparseChunk] = parts.joined().sorted { $0.number < $1.number }.map(\.rows)
    return Vectors(SparseRows(dimension: dimension, chunks))
  }
}

/// Makes rows of texts, chunk by chunk, in room that is used again.
private struct LexicalWriter {
  private var features: LexicalFeatures
  private let row: LexicalRow
  private var maker: SparseMaker
  private var bytes = 0

  /// Some ten milliseconds of text.
  private static let beatEvery = 1 << 16
  /// What a row costs besides, in bytes of text.
  private static let bytesOfARow = 64

  init(dimension: Int) {
    (features, row) = (LexicalFeatures(places: dimension), LexicalRow(width: dimension))
    maker = SparseMaker(dimension: dimension)
  }

  mutating func chunk(of texts: ArraySlice<String>, _ total: Int, _ pulse: Pulse) throws -> SparseChunk {
    for (index, text) in zip(texts.indices, texts) {
      bytes += text.utf8.count + LexicalWriter.bytesOfARow
      if bytes >= LexicalWriter.beatEvery {
        bytes = 0
        try pulse.beat("embedding", index, total)
      }
      features.take(text)
      row.fill(features)
      row.empty(into: &maker)
    }
    return maker.chunk()
  }
}
