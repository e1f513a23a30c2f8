import Basics
import Identity

/// The findings of many units, side by side: what weighing them needs, in less memory than one by one.
package struct FindingColumns: Sendable {
  package private(set) var n: [Int32] = []
  package private(set) var helps: [Double] = []
  package private(set) var harms: [Double] = []
  package private(set) var best: [Double] = []
  package private(set) var low: [Double?] = []
  package private(set) var high: [Double?] = []
  package private(set) var since: [Int32] = []
  /// Whether a unit's mean is shown to have fallen, and whether it is shown to differ between scenes.
  private var marks: [UInt8] = []

  private static let faded: UInt8 = 1
  private static let ofScenes: UInt8 = 2

  package init() {}

  package init(_ findings: [UnitFindings]) {
    n = findings.map(\.n)
    helps = findings.map(\.value.helps)
    harms = findings.map(\.value.harms)
    best = findings.map(\.value.best)
    low = findings.map { $0.interval?.low }
    high = findings.map { $0.interval?.high }
    since = findings.map(\.since)
    marks = findings.map {
      ($0.alarm == nil ? 0 : FindingColumns.faded) | ($0.isSceneSpecific ? FindingColumns.ofScenes : 0)
    }
  }

  init(
    n: [Int32], helps: [Double], harms: [Double], best: [Double], low: [Double?], high: [Double?],
    since: [Int32], hasFaded: [Bool], isSceneSpecific: [Bool]
  ) {
    (self.n, self.helps, self.harms, self.best) = (n, helps, harms, best)
    (self.low, self.high, self.since) = (low, high, since)
    marks = zip(hasFaded, isSceneSpecific).map {
      ($0 ? FindingColumns.faded : 0) | ($1 ? FindingColumns.ofScenes : 0)
    }
  }

  package var count: Int { n.count }

  package func hasFaded(_ unit: Int) -> Bool { marks[unit] & FindingColumns.faded != 0 }
  package func isSceneSpecific(_ unit: Int) -> Bool { marks[unit] & FindingColumns.ofScenes != 0 }

  /// The same with other e-values.
  func betting(helps: [Double], harms: [Double]) -> FindingColumns {
    var next = self
    (next.helps, next.harms, next.best) = (helps, harms, zip(helps, harms).map { max($0, $1) })
    return next
  }

  /// Brought to other units, of which some were looked at anew. Complexity: O(units), of copying.
  package func passing(_ passage: UnitPassage, made: FindingColumns) -> FindingColumns {
    var next = FindingColumns()
    next.n = passage.column(n, made.n)
    next.helps = passage.column(helps, made.helps)
    next.harms = passage.column(harms, made.harms)
    next.best = passage.column(best, made.best)
    next.low = passage.column(low, made.low)
    next.high = passage.column(high, made.high)
    next.since = passage.column(since, made.since)
    next.marks = passage.column(marks, made.marks)
    return next
  }
}

extension FindingColumns {
  /// Fading and scenes say more than that the mean is above 0, so they go first.
  package func verdict(_ unit: Int, helps: Bool, harms: Bool, margin: Double) -> Verdict {
    if hasFaded(unit) { return .fading }
    if isSceneSpecific(unit) { return .sceneSpecific }
    if helps || harms { return helps ? .stable : .harmful }
    guard let low = low[unit], let high = high[unit], -margin <= low, high <= margin else {
      return .undecided
    }
    return .negligible
  }

  /// What is missing to the threshold, at what the best stake has won per observation so far; in batches.
  package func needed(_ unit: Int, _ threshold: Double, batchCount: Int) -> Int? {
    guard best[unit] > 0, n[unit] > 0 else { return nil }
    let count = Double(n[unit])
    let missing = max(0, threshold - max(helps[unit], harms[unit]))
    let batches = missing / (best[unit] / count) * (Double(batchCount - Int(since[unit])) / count)
    return batches <= 1e9 ? max(1, Int(batches.rounded(.up))) : nil
  }
}
