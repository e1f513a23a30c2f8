import Basics
import CKernels
import Files
import Identity

/// The sentence encoder all-MiniLM-L6-v2 (Reimers and Gurevych 2019): the mean of a text's last hidden states, at
/// unit length. Every sum has one order, so a text has the same vector on every processor, whatever the number of
/// threads and whatever texts are embedded beside it.
package struct MiniLM: Embedder {
  package let name = "minilm"
  package let dimension = MiniLMModel.width
  package let arithmetic: MiniLMArithmetic
  package var fingerprint: String { arithmetic.fingerprint }
  package var defaultTau: Cosine { arithmetic.defaultTau }

  /// The widest instructions that there are and that are wanted.
  package static let usualLevel = min(maa_best_level(), ProcessorWidth.most.level)

  private let weights: ModelOnDemand
  private let threads: Int
  private let level: Int32

  package init(_ model: MiniLMModel, threads: Int = Workers.threads.count, level: Int32 = MiniLM.usualLevel) {
    weights = ModelOnDemand(model)
    arithmetic = model.arithmetic
    self.threads = threads
    self.level = level
  }

  /// Its files are read when the first text is embedded: where all vectors are kept, none is.
  package init(folder: String, _ arithmetic: MiniLMArithmetic) {
    weights = ModelOnDemand(folder: folder, arithmetic)
    self.arithmetic = arithmetic
    threads = Workers.threads.count
    level = MiniLM.usualLevel
  }

  /// With the hashes of the files, so that other weights never meet vectors of these.
  package var cacheFingerprint: String? { weights.fingerprint.map { "\(fingerprint) \($0)" } }

  /// Where `make model` puts the model: nil where there is no home.
  package static var folder: String? { Environment.cacheDirectory.map { $0 + "/models/all-MiniLM-L6-v2" } }

  /// The folder, if the model's files are there.
  package static func foundFolder() throws -> String { try ModelFault.requireFiles(in: folder) }

  package func embed(_ texts: [String], pulse: Pulse) throws -> Vectors {
    let model = try weights.model()
    let tokens = try tokens(of: texts, model, pulse)
    return Vectors(dimension: dimension, values: try vectors(of: tokens, model, pulse))
  }

  /// A vector of unit length for each list of tokens, one after another.
  func vectors(of tokens: [[Int32]], _ model: MiniLMModel, _ pulse: Pulse) throws -> [Float] {
    let batches = MiniLM.batches(of: tokens.map(\.count), threads: threads)
    var rows = [Float](repeating: 0, count: tokens.count * dimension)
    try rows.withUnsafeMutableBufferPointer { rows in
      guard let start = rows.baseAddress else { return }
      try encode(tokens, batches, model, to: VectorRows(start: start), pulse: pulse)
    }
    return rows
  }

  private func tokens(of texts: [String], _ model: MiniLMModel, _ pulse: Pulse) throws -> [[Int32]] {
    try texts.enumerated().map { index, text in
      if index % 256 == 0 { try pulse.beat("reading words", index, texts.count) }
      return model.wordPiece.tokens(of: text)
    }
  }

  /// Numbers of texts. Each batch takes the longest text that still fits, again and again, so that hardly a row of
  /// it stays empty; batches are about as many as fill all threads to the end.
  package static func batches(of lengths: [Int], threads: Int) -> [[Int]] {
    let capacity = capacity(for: lengths, threads: threads)
    var waiting = [[Int]](repeating: [], count: WordPiece.limit + 1)
    // The first text of a length is taken first.
    for text in lengths.indices.reversed() { waiting[lengths[text]].append(text) }
    var batches: [[Int]] = []
    while let longest = waiting.lastIndex(where: { !$0.isEmpty }) {
      var (batch, free, length) = ([Int](), max(capacity, longest), longest)
      while length > 0 {
        if length <= free, let text = waiting[length].popLast() {
          batch.append(text)
          free -= length
        } else {
          length = min(length - 1, free)
        }
      }
      batches.append(batch)
    }
    return batches
  }

  /// A few texts are shared by the threads too, in smaller batches; much smaller ones would read all the weights for
  /// little.
  private static func capacity(for lengths: [Int], threads: Int) -> Int {
    let (total, block) = (lengths.reduce(0, +), Int(maa_row_block))
    let atLeast = (total + MiniLMEncoder.capacity - 1) / MiniLMEncoder.capacity
    let batches = max(1, (atLeast + threads - 1) / threads * threads)
    let rows = (total + batches - 1) / batches
    return min(MiniLMEncoder.capacity, max(4, (rows + block - 1) / block) * block)
  }

  /// Each thread takes the next batch that nobody has. The first, which is the caller's, beats.
  private func encode(
    _ tokens: [[Int32]], _ batches: [[Int]], _ model: MiniLMModel, to rows: VectorRows, pulse: Pulse
  ) throws {
    let next = NextNumber()
    try runInParallel(threads: min(threads, batches.count)) { thread in
      let encoder = MiniLMEncoder(model: model, level: level)
      while let batch = next.take(below: batches.count) {
        do {
          if thread == 0 { try pulse.beat("embedding", batch, batches.count) }
        } catch {
          next.stop()
          throw error
        }
        encoder.encode(
          batches[batch].map { tokens[$0] }, to: batches[batch].map { rows.start + $0 * MiniLMModel.width })
      }
    }
  }
}

/// Where vectors go. Unchecked: each text's row is written by the one thread that took it.
struct VectorRows: @unchecked Sendable {
  let start: UnsafeMutablePointer<Float>
}
