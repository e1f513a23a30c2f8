import Basics
import Files
import Identity

/// Vectors of word pieces, looked up and added: what the sentence encoder makes of each piece of its vocabulary alone,
/// less what all of them share, the rarer a piece the heavier (Tulkens and van Dongen 2024, Model2Vec). It sees
/// what words mean and not in which order they stand.
package struct StaticEmbedder: Embedder {
  package let name = "static"
  package let fingerprint = "static-1"
  package let dimension = MiniLMModel.width
  package var defaultTau: Cosine { StaticEmbedder.defaultTau }
  package static let defaultTau = Cosine(tenThousandths: 8_000)

  private let table: PieceTableOnDemand
  private let threads: Int

  /// `folder` is the encoder's; the table is looked for beside it, and made where it is not.
  package init(folder: String, threads: Int = Workers.threads.count) {
    table = PieceTableOnDemand(folder: folder)
    self.threads = threads
  }

  /// Complexity: O(characters + tokens × dimension) per text.
  package func embed(_ texts: [String], pulse: Pulse) throws -> Vectors {
    let table = try table.table(pulse)
    var rows = [Float](repeating: 0, count: texts.count * dimension)
    // Safe: each text has a row of its own, which the one thread that took it fills.
    try rows.withUnsafeMutableBufferPointer { rows in
      guard let start = rows.baseAddress else { return }
      try fill(VectorRows(start: start), with: texts, table, pulse)
    }
    return Vectors(dimension: dimension, values: rows)
  }

  /// How many texts a thread takes at a time: a few milliseconds of work.
  private static let share = 512

  private func fill(_ rows: VectorRows, with texts: [String], _ table: PieceTable, _ pulse: Pulse) throws {
    let (next, shares) = (NextNumber(), (texts.count + Self.share - 1) / Self.share)
    try runInParallel(threads: min(threads, shares)) { thread in
      while let share = next.take(below: shares) {
        do {
          if thread == 0 { try pulse.beat("embedding", share * Self.share, texts.count) }
        } catch {
          next.stop()
          throw error
        }
        for text in (share * Self.share)..<min(texts.count, (share + 1) * Self.share) {
          table.add(texts[text], to: rows.start + text * dimension)
        }
      }
    }
  }
}
