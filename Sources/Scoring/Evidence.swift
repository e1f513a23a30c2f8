import Basics

/// What was accumulated per unit: one entry per unit in every column.
public struct Evidence: Sendable {
  /// Number of observations.
  public private(set) var n: [Int32] = []
  /// `m̂`, whatever accumulator made it; nil for a unit without observations.
  public private(set) var mhat: [Double?] = []
  public private(set) var last: [Double?] = []
  /// Share of observations with a positive delta.
  public private(set) var share: [Double?] = []
  /// Units by descending `m̂`; those without observations come last. Ties keep the order of appearance.
  public let ranking: [Int32]
  /// The place of each unit in `ranking`, from 1; 0 for a unit without observations.
  public let rank: [Int32]
  /// What it was made from.
  let observations: Observations
  let accumulator: Accumulator

  /// Each unit is accumulated by itself, so the answer does not depend on how many work on it.
  public init(
    _ observations: Observations, unitCount: Int, accumulator: Accumulator, workers: Workers = .one
  ) {
    let parts = workers.map { part in
      EvidencePart(observations, workers.share(part, of: unitCount), accumulator)
    }
    for part in parts {
      n += part.n
      mhat += part.mhat
      last += part.last
      share += part.share
    }
    (ranking, rank) = Evidence.rank(parts.map(\.ranked), mhat)
    (self.observations, self.accumulator) = (observations, accumulator)
  }

  init(
    n: [Int32], mhat: [Double?], last: [Double?], share: [Double?], ranking: [Int32], rank: [Int32],
    observations: Observations, accumulator: Accumulator
  ) {
    (self.n, self.mhat, self.last, self.share) = (n, mhat, last, share)
    (self.ranking, self.rank) = (ranking, rank)
    (self.observations, self.accumulator) = (observations, accumulator)
  }

  private static func rank(_ parts: [[RankKey]], _ mhat: [Double?]) -> ([Int32], [Int32]) {
    let ranked = parts.reduce([]) { RankKey.merged($0, $1) }
    var rank = [Int32](repeating: 0, count: mhat.count)
    for (place, key) in ranked.enumerated() { rank[Int(key.unit)] = Int32(place + 1) }
    let unranked = mhat.indices.filter { mhat[$0] == nil }.map(Int32.init)
    return (ranked.map(\.unit) + unranked, rank)
  }
}

/// `m̂` after each observation of a unit.
public func trajectory(of unit: Int, in observations: Observations, accumulator: Accumulator) -> [Double] {
  accumulator.path(of: unit, in: observations)
}
