import Embedding
import Files
import Identity
import Studies

extension Analysis {
  /// Pairs of operations of different keys whose cosine reaches tau, the most similar first.
  ///
  /// The pairs of a log are remembered down to some floor: moving tau above it is cutting the sorted pairs, not
  /// comparing again.
  package func crossings(limit: Int = SimilarityJoin.mostPairs) throws -> ArraySlice<SimilarPair> {
    let (log, embedder, tau) = (try log(), study.settings.embedder, study.settings.tau)
    let known = stages.crossings.best(
      where: { $0.log == log && $0.embedder == embedder && $0.floor <= tau }, by: { $0.count < $1.count })
    let pairs = try known ?? remembered(log, embedder, tau, limit)
    // The pairs that reach tau come first.
    return pairs[..<(pairs.partitioningIndex { $0.cosine < tau })]
  }

  /// With room under tau for moving it, unless that holds too many pairs.
  private func remembered(_ log: LoadedLog, _ embedder: EmbedderChoice, _ tau: Cosine, _ limit: Int) throws
    -> [SimilarPair]
  {
    do {
      return try remembered(CrossingsKey(log: log, embedder: embedder, floor: Leader.floor(tau)), limit)
    } catch JoinFault.tooManyPairs {
      do {
        return try remembered(CrossingsKey(log: log, embedder: embedder, floor: tau), limit)
      } catch JoinFault.tooManyPairs(let limit, let threshold) {
        throw AnalysisFault.tooManyPairs(limit: limit, tau: threshold)
      }
    }
  }

  private func remembered(_ key: CrossingsKey, _ limit: Int) throws -> [SimilarPair] {
    try stages.crossings.value(for: key) {
      var join = SimilarityJoin(atLeast: key.floor, acrossKeys: true)
      join.limit = limit
      return try join.pairs(
        try vectors(), keys: try operations().key, workers: .threads, pulse: pulse)
    }
  }
}

extension Array {
  /// The first place from which on `belongs` holds, given that it holds nowhere before it. Complexity: O(log n).
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
