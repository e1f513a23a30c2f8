import Basics
import Identity

/// Pairs of labelled operations with one key, which merging might join, each labelled the same (1) or different (0).
public struct OperationPairs: Sendable {
  public let pairs: LabelledPairs
  /// How many such pairs the log has.
  public let total: Int

  public static let most = 500_000

  /// Where there are more pairs than `limit`, that many are drawn among them, with replacement; always the same ones.
  /// Complexity: O(operations + min(pairs, limit) × (dimension + log keys)).
  public init(
    _ identities: TrueIdentities, _ operations: Operations, _ vectors: Vectors, limit: Int = most,
    pulse: Pulse = .silent
  ) throws {
    var taking = NumberedPairs(
      operations.byKey.map { key in key.filter { identities.ofOperation[Int($0)] >= 0 } })
    total = taking.count
    let wanted = min(total, limit)
    var random = Randomness(seed: 1, purpose: 0x6361_6c69)
    var (cosines, scores): ([Cosine], [Double]) = ([], [])
    for index in 0..<wanted {
      if index % 4_096 == 0 { try pulse.beat("comparing", index, wanted) }
      let pair = taking.pair(total <= limit ? index : random.below(total))
      let (first, second) = (Int(pair.0), Int(pair.1))
      cosines.append(vectors.cosine(first, second))
      scores.append(identities.ofOperation[first] == identities.ofOperation[second] ? 1 : 0)
    }
    pairs = LabelledPairs(cosines: cosines, scores: scores, sameFrom: 0.5)
  }
}
