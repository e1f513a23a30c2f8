import Basics
import Identity

/// The e-values of units that could be certified, and how many of them are (`CertifiedValues`): kept in
/// order, so that a few units with other e-values cost few steps.
struct CertifiedUnits: Sendable {
  /// That a unit helps, or that it harms.
  struct Value: Sendable, Comparable {
    let logarithm: Double
    let unit: Int32
    let harms: Bool

    /// The largest first.
    static func < (left: Value, right: Value) -> Bool {
      if left.logarithm != right.logarithm { return left.logarithm > right.logarithm }
      return left.unit != right.unit ? left.unit < right.unit : !left.harms && right.harms
    }
  }

  /// At least 1 / alpha: no other is ever certified.
  private let values: [Value]
  private let alpha: Double
  let unitCount: Int
  private let weighed: CertifiedValues

  /// Complexity: O(units), and O(c log c) for c e-values of at least 1 / alpha.
  init(_ findings: FindingColumns, alpha: Double) {
    let least = CertifiedValues.leastCandidate(alpha: alpha)
    var values: [Value] = []
    for unit in findings.n.indices where findings.helps[unit] >= least || findings.harms[unit] >= least {
      values += CertifiedUnits.values(of: findings.row(unit), Int32(truncatingIfNeeded: unit), alpha)
    }
    self.init(values.sorted(), findings.count, alpha)
  }

  /// Complexity: that of `CertifiedValues` for as many values.
  private init(_ values: [Value], _ unitCount: Int, _ alpha: Double) {
    (self.values, self.unitCount, self.alpha) = (values, unitCount, alpha)
    weighed = CertifiedValues(values.map(\.logarithm), of: 2 * unitCount, alpha: alpha)
  }

  private static func values(of row: FindingColumns.Row, _ unit: Int32, _ alpha: Double) -> [Value] {
    let least = CertifiedValues.leastCandidate(alpha: alpha)
    return (row.helps >= least ? [Value(logarithm: row.helps, unit: unit, harms: false)] : [])
      + (row.harms >= least ? [Value(logarithm: row.harms, unit: unit, harms: true)] : [])
  }

  /// With other findings for some units, of which those beyond the last are new.
  /// Complexity: O(units that are others · log c), and weighing of c values.
  func replacing(
    _ old: [(unit: Int32, row: FindingColumns.Row)], by new: [(unit: Int32, row: FindingColumns.Row)],
    unitCount: Int
  ) -> CertifiedUnits {
    let gone = old.flatMap { CertifiedUnits.values(of: $0.row, $0.unit, alpha) }.sorted()
    let come = new.flatMap { CertifiedUnits.values(of: $0.row, $0.unit, alpha) }.sorted()
    guard !gone.isEmpty || !come.isEmpty else { return CertifiedUnits(values, unitCount, alpha) }
    var rest = without(gone)[...]
    var all: [Value] = []
    all.reserveCapacity(rest.count + come.count)
    for value in come {
      let place = rest.partitioningIndex { $0 >= value }
      all += rest[..<place]
      all.append(value)
      rest = rest[place...]
    }
    return CertifiedUnits(all + rest, unitCount, alpha)
  }

  /// All but these, which ascend and are there.
  private func without(_ gone: [Value]) -> [Value] {
    var (rest, kept) = (values[...], [Value]())
    kept.reserveCapacity(values.count)
    for value in gone {
      let place = rest.partitioningIndex { $0 >= value }
      kept += rest[..<place]
      rest = rest[(place + 1)...]
    }
    return kept + rest
  }

  var count: Int { weighed.count }

  /// The least that is certified.
  var least: Double { weighed.least ?? .infinity }

  /// What the next e-value must reach, where there would be so many e-values more, and so many of the certified ones less.
  func threshold(more: Int = 0, without taken: Int = 0) -> Double {
    weighed.threshold(more: more, without: taken)
  }

  func holds(_ logarithm: Double) -> Bool { logarithm >= least }

  /// Units of which an e-value is certified under one least value and not under the other.
  func units(between one: Double, _ other: Double) -> [Int32] {
    let (low, high) = (min(one, other), max(one, other))
    let start = values.partitioningIndex { $0.logarithm < high }
    let end = values.partitioningIndex { $0.logarithm < low }
    return Set(values[start..<end].map(\.unit)).sorted()
  }
}
