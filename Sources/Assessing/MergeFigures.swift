import Identity

/// What joining every pair with a cosine of at least tau gets right.
public struct MergeFigures: Sendable, Equatable {
  public let tau: Cosine
  /// Same pairs that are joined.
  public let hits: Int
  /// Pairs that are joined.
  public let merged: Int
  /// Same pairs, and pairs in all.
  public let same: Int
  public let count: Int

  public init(tau: Cosine, hits: Int, merged: Int, same: Int, count: Int) {
    self.tau = tau
    self.hits = hits
    self.merged = merged
    self.same = same
    self.count = count
  }

  /// The share of joined pairs that are the same; nil where none is joined.
  public var precision: Double? { share(hits, of: merged) }
  /// The share of same pairs that are joined; nil where none is the same.
  public var recall: Double? { share(hits, of: same) }
  /// The harmonic mean of the two (van Rijsbergen 1979); nil where no pair is the same.
  public var f1: Double? { same > 0 ? share(2 * hits, of: merged + same) : nil }
  public var mergedShare: Double? { share(merged, of: count) }

  private func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
