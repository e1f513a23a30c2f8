import Basics

/// A figure of agreement, by the name it is shown under.
public enum AgreementFigure: String, Sendable, CaseIterable {
  case pairPrecision, pairRecall, pairF1
  case bCubedPrecision, bCubedRecall, bCubedF1
  case clusterPrecision, clusterRecall, clusterF1
  case adjustedRand
  case homogeneity, completeness, vMeasure

  func value(_ sums: AgreementSums) -> Double? {
    switch self {
    case .pairPrecision: sums.pairwise.precision
    case .pairRecall: sums.pairwise.recall
    case .pairF1: sums.pairwise.f1
    case .bCubedPrecision: sums.bCubed.precision
    case .bCubedRecall: sums.bCubed.recall
    case .bCubedF1: sums.bCubed.f1
    case .clusterPrecision: sums.clusters.precision
    case .clusterRecall: sums.clusters.recall
    case .clusterF1: sums.clusters.f1
    case .adjustedRand: sums.adjustedRand
    case .homogeneity: sums.entropy.precision
    case .completeness: sums.entropy.recall
    case .vMeasure: sums.entropy.f1
    }
  }
}

/// Percentile bootstrap intervals of figures of agreement (Efron 1979). What is drawn again is groups of units that
/// share no true operation, for operations inside of a group do not err independently.
public struct AgreementIntervals: Sendable {
  public static let draws = 1_000

  private let intervals: [AgreementFigure: Interval]

  /// Nil where a figure says nothing; with a single group there is nothing to draw, and no interval.
  public func interval(of figure: AgreementFigure) -> Interval? { intervals[figure] }

  /// Complexity: O(draws · groups).
  package init(_ groups: [AgreementSums], seed: UInt64, confidence: Double = 0.95, pulse: Pulse = .silent)
    throws
  {
    guard groups.count > 1 else {
      intervals = [:]
      return
    }
    let groups = AgreementIntervals.bundled(groups)
    var values: [AgreementFigure: [Double]] = [:]
    var random = Randomness(seed: seed, purpose: 0x6167_7265)
    for draw in 0..<AgreementIntervals.draws {
      try pulse.beat("drawing", draw, AgreementIntervals.draws)
      var sums = AgreementSums()
      for _ in groups.indices { sums.add(groups[random.below(groups.count)]) }
      for figure in AgreementFigure.allCases {
        if let value = figure.value(sums) { values[figure, default: []].append(value) }
      }
    }
    let all = groups.reduce(into: AgreementSums()) { $0.add($1) }
    var intervals: [AgreementFigure: Interval] = [:]
    for figure in AgreementFigure.allCases {
      guard let estimate = figure.value(all), let drawn = values[figure] else { continue }
      intervals[figure] = Interval(percentilesOf: drawn, around: estimate, confidence: confidence)
    }
    self.intervals = intervals
  }

  /// Many groups are drawn in bundles; those are as independent, and there are more than intervals need.
  private static func bundled(_ groups: [AgreementSums]) -> [AgreementSums] {
    guard groups.count > mostDrawn else { return groups }
    var bundles = [AgreementSums](repeating: AgreementSums(), count: mostDrawn)
    for (index, group) in groups.enumerated() { bundles[index % mostDrawn].add(group) }
    return bundles
  }

  private static let mostDrawn = 5_000
}
