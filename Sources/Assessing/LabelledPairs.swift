import Basics
import Identity

/// Pairs of texts that people have judged: how close an embedder holds each, and how close people do.
public struct LabelledPairs: Sendable, Equatable {
  public let cosines: [Cosine]
  public let scores: [Double]
  /// A pair with this score or more counts as one operation.
  public let sameFrom: Double

  public init(cosines: [Cosine], scores: [Double], sameFrom: Double) {
    precondition(cosines.count == scores.count, "every pair has a cosine and a score")
    self.cosines = cosines
    self.scores = scores
    self.sameFrom = sameFrom
  }

  public var count: Int { scores.count }

  public func isSame(_ pair: Int) -> Bool { scores[pair] >= sameFrom }

  /// Spearman's correlation of the cosines with the scores.
  public var correlation: Double? { rankCorrelation(cosines.map(\.value), scores) }

  /// Where `sameFrom` is usually put: between labels of 0 and 1, and at 4 where scores go up to 5, as those of
  /// STS-b do (Cer et al. 2017). Nil for other scores.
  public static func usualSameFrom(_ scores: [Double]) -> Double? {
    guard let lowest = scores.min(), let highest = scores.max() else { return nil }
    if scores.allSatisfy({ $0 == 0 || $0 == 1 }) { return 0.5 }
    return lowest >= 0 && highest == 5 ? 4 : nil
  }
}
