import Basics
import Identity

/// What merging gets right under each of some taus, in groups of pairs that can be drawn again.
///
/// Unlike `BestTau` it knows nothing of cosines: each tau was tried, and merging by leaders is no threshold on pairs.
package struct TauTrials: Sendable {
  /// Sums over pairs, each pair as often as it counts: those the same, and per tau those merged and those that are both.
  package struct Group: Sendable {
    package var same: Double
    package var merged: [Double]
    package var both: [Double]

    package init(same: Double, merged: [Double], both: [Double]) {
      (self.same, self.merged, self.both) = (same, merged, both)
    }

    mutating func add(_ other: Group) {
      same += other.same
      for tau in merged.indices {
        merged[tau] += other.merged[tau]
        both[tau] += other.both[tau]
      }
    }

    func f1(_ tau: Int) -> Double {
      let sum = merged[tau] + same
      return sum > 0 ? 2 * both[tau] / sum : 0
    }
  }

  /// Ascending.
  package let taus: [Cosine]
  /// Groups are drawn again within their stratum.
  private let strata: [[Group]]
  private let whole: Group

  package static let draws = 1_000

  package init(_ taus: [Cosine], strata: [[Group]]) {
    self.taus = taus
    self.strata = strata.filter { !$0.isEmpty }.map(TauTrials.bundled)
    whole = self.strata.joined().reduce(into: TauTrials.none(taus)) { $0.add($1) }
  }

  private static let mostDrawn = 2_000

  /// Many groups are drawn in bundles: sums of many have the same spread.
  private static func bundled(_ groups: [Group]) -> [Group] {
    guard groups.count > mostDrawn else { return groups }
    var bundles = Array(groups.prefix(mostDrawn))
    for (place, group) in groups.enumerated().dropFirst(mostDrawn) { bundles[place % mostDrawn].add(group) }
    return bundles
  }

  private static func none(_ taus: [Cosine]) -> Group {
    let zeros = [Double](repeating: 0, count: taus.count)
    return Group(same: 0, merged: zeros, both: zeros)
  }

  package func figures(_ tau: Int) -> (precision: Double?, recall: Double?, f1: Double?) {
    (
      whole.merged[tau] > 0 ? whole.both[tau] / whole.merged[tau] : nil,
      whole.same > 0 ? whole.both[tau] / whole.same : nil, whole.same > 0 ? whole.f1(tau) : nil
    )
  }

  /// The taus with the best F1 that lie side by side. Of several such stretches the one with most taus, of equal ones the
  /// highest, which joins less. Nil where no tau joins a same pair.
  package var best: ClosedRange<Int>? { TauTrials.best(of: whole) }

  private static func best(of sums: Group) -> ClosedRange<Int>? {
    let values = sums.merged.indices.map(sums.f1)
    guard let peak = values.max(), peak > 0 else { return nil }
    var widest: ClosedRange<Int>?
    var start = 0
    while start < values.count {
      let end = values[start...].firstIndex { $0 != peak } ?? values.count
      if end > start, end - start >= widest?.count ?? 0 { widest = start...(end - 1) }
      start = end + 1
    }
    return widest
  }

  /// The proposal: the middle of the best stretch.
  package static func middle(_ stretch: ClosedRange<Int>) -> Int {
    (stretch.lowerBound + stretch.upperBound) / 2
  }

  /// Where the proposal lies when groups are drawn again (Efron 1979); nil where there is nothing to draw.
  /// Complexity: O(draws · groups · taus).
  package func interval(seed: UInt64, pulse: Pulse = .silent) throws -> Interval? {
    guard let best, strata.contains(where: { $0.count > 1 }) else { return nil }
    var random = Randomness(seed: seed, purpose: 0x7461_7531)
    var proposals: [Double] = []
    for draw in 0..<TauTrials.draws {
      try pulse.beat("drawing", draw, TauTrials.draws)
      var sums = TauTrials.none(taus)
      for stratum in strata {
        for _ in stratum { sums.add(stratum[random.below(stratum.count)]) }
      }
      if let best = TauTrials.best(of: sums) { proposals.append(taus[TauTrials.middle(best)].value) }
    }
    guard proposals.count * 2 >= TauTrials.draws else { return nil }
    return Interval(percentilesOf: proposals, around: taus[TauTrials.middle(best)].value)
  }
}
