import Basics
import Embedding
import Files
import Glibc
import Identity

extension MaaBench {
  /// Reads rows of unit length (`rows.f32`), and times the join of all of them under one key, several times over.
  /// Writes the pairs of the last run, two numbers each, the most similar first. `kernel` is one of those this
  /// processor has, from 0 for the plainest, or nil for the best; -1 compares each pair in full, on one thread.
  static func join(
    folder: String, dimension: Int, tenThousandths: Int, threads: Int, runs: Int, kernel: Int?
  ) throws {
    let vectors = Vectors(dimension: dimension, values: try column("\(folder)/rows.f32", of: Float.self))
    let keys = [Int32](repeating: 0, count: vectors.count)
    var join = SimilarityJoin(atLeast: Cosine(tenThousandths: Int32(tenThousandths)))
    if let kernel, Screen.available.indices.contains(kernel) { join.screen = Screen.available[kernel] }
    let workers = threads > 1 ? Workers.threads(threads) : Workers.one
    var pairs: [SimilarPair] = []
    for _ in 0..<runs {
      let start = ContinuousClock.now
      pairs =
        kernel == -1
        ? compareInFull(vectors, atLeast: join.threshold)
        : try join.pairs(vectors, keys: keys, workers: workers)
      print("seconds \(start.duration(to: .now) / .seconds(1))")
    }
    print("kernel \(join.screen.kind)")
    print("pairs \(pairs.count)")
    print("vectors_mib \(vectors.values.count >> 18)")
    print("peak_mib \(peakMemory())")
    let rows = pairs.flatMap { [$0.first, $0.second] }
    try rows.withUnsafeBytes { try writeAtomically(Array($0), to: "\(folder)/pairs.i32") }
  }

  /// What a join without a screen would do.
  private static func compareInFull(_ vectors: Vectors, atLeast threshold: Cosine) -> [SimilarPair] {
    var pairs: [SimilarPair] = []
    for first in 0..<vectors.count {
      for second in (first + 1)..<vectors.count {
        let cosine = vectors.cosine(first, second)
        if cosine >= threshold { pairs.append(SimilarPair(Int32(first), Int32(second), cosine)) }
      }
    }
    return pairs
  }
}
