/// What was accumulated per unit: one entry per unit in every column.
public struct Evidence: Sendable {
  /// Number of observations.
  public private(set) var n: [Int32] = []
  /// `m̂`; nil for a unit without observations.
  public private(set) var mhat: [Double?] = []
  public private(set) var last: [Double?] = []
  /// Share of observations with a positive delta.
  public private(set) var share: [Double?] = []
  /// Units by descending `m̂`; those without observations come last. Ties keep the order of appearance.
  public let ranking: [Int32]
  /// The place of each unit in `ranking`, from 1; 0 for a unit without observations.
  public let rank: [Int32]

  public init(_ observations: Observations, unitCount: Int, beta: Double) {
    for unit in 0..<unitCount {
      let range = observations.range(of: unit)
      var average = MovingAverage(beta: beta)
      var positive = 0
      for index in range {
        average.observe(observations.delta[index])
        if observations.delta[index] > 0 { positive += 1 }
      }
      n.append(Int32(range.count))
      mhat.append(average.estimate)
      last.append(range.isEmpty ? nil : observations.delta[range.upperBound - 1])
      share.append(range.isEmpty ? nil : Double(positive) / Double(range.count))
    }
    (ranking, rank) = Evidence.rank(mhat)
  }

  private static func rank(_ mhat: [Double?]) -> ([Int32], [Int32]) {
    let ranking = mhat.indices.sorted { left, right in
      switch (mhat[left], mhat[right]) {
      case (let a?, let b?): a != b ? a > b : left < right
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): left < right
      }
    }
    var rank = [Int32](repeating: 0, count: mhat.count)
    for (place, unit) in ranking.enumerated() where mhat[unit] != nil { rank[unit] = Int32(place + 1) }
    return (ranking.map(Int32.init), rank)
  }
}

/// `m̂` after each observation of a unit.
public func trajectory(of unit: Int, in observations: Observations, beta: Double) -> [Double] {
  var average = MovingAverage(beta: beta)
  return observations.range(of: unit).compactMap { index in
    average.observe(observations.delta[index])
    return average.estimate
  }
}
