import Accumulation
import Embedding
import Files
import Glibc

extension MaaBench {
  /// Reads rows of unit length (`rows.f32`), and times the join of all of them under one key, several times over.
  /// Writes the pairs of the last run, two numbers each, the most similar first. `kernel` is one of those this
  /// processor has, or nil for the best.
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
      pairs = try join.pairs(vectors, keys: keys, workers: workers)
      print("seconds \(start.duration(to: .now) / .seconds(1))")
    }
    print("kernel \(join.screen.kind)")
    print("pairs \(pairs.count)")
    print("vectors_mib \(vectors.values.count >> 18)")
    print("peak_mib \(peakMemory())")
    let rows = pairs.flatMap { [$0.first, $0.second] }
    try rows.withUnsafeBytes { try writeAtomically(Array($0), to: "\(folder)/pairs.i32") }
  }
}
