import Embedding

extension Analysis {
  /// Pairs of operations of different keys whose cosine reaches tau, the most similar first.
  package func crossings(limit: Int = SimilarityJoin.mostPairs) throws -> ArraySlice<SimilarPair> {
    try look.value(Stages.crossings, limit)
  }
}
