import Basics
import Embedding
import Files
import Identity

/// Pairs of operations of different keys.
extension Stages {
  /// Those whose cosine reaches tau, the most similar first; the parameter is how many there may be.
  ///
  /// Moving tau above a floor down to which the pairs are known is cutting the sorted pairs, not comparing again.
  package static let crossings = StageFamily<Int, ArraySlice<SimilarPair>>(keeps: 4) { reader, limit in
    let tau = try reader(StudyInputs.tau)
    let known = try knownReach(under: tau, limit, reader).flatMap { try reader(crossingsDownTo, $0) }
    let pairs = try known ?? withRoom(under: tau, limit, reader)
    // The pairs that reach tau come first.
    return pairs[..<(pairs.partitioningIndex { $0.cosine < tau })]
  }

  /// Those down to some floor; nil where they are too many.
  package static let crossingsDownTo = StageFamily<CrossingsReach, [SimilarPair]?>(keeps: 3) {
    reader, reach in
    let vectors = try reader(vectors)
    var join = SimilarityJoin(atLeast: reach.floor, acrossKeys: true)
    join.limit = reach.limit
    do {
      return try join.pairs(
        vectors, keys: try reader(operations).key.array, workers: .threads, pulse: reader.pulse)
    } catch JoinFault.tooManyPairs { return nil }
  }

  /// The nearest floor down to which they are known for this study.
  private static func knownReach(under tau: Cosine, _ limit: Int, _ reader: StageReader) throws
    -> CrossingsReach?
  {
    try reader.standing(crossingsDownTo).filter { reach, pairs in
      reach.floor <= tau && reach.limit == limit && pairs != nil
    }.map(\.parameter).max { $0.floor < $1.floor }
  }

  /// With room under tau for moving it, unless that holds too many pairs.
  private static func withRoom(under tau: Cosine, _ limit: Int, _ reader: StageReader) throws -> [SimilarPair]
  {
    for floor in [Leader.floor(tau), tau] {
      if let pairs = try reader(crossingsDownTo, CrossingsReach(floor: floor, limit: limit)) { return pairs }
    }
    throw AnalysisFault.tooManyPairs(limit: limit, tau: tau)
  }
}

package struct CrossingsReach: Hashable, Sendable {
  let floor: Cosine
  let limit: Int

  package init(floor: Cosine, limit: Int) { (self.floor, self.limit) = (floor, limit) }
}
