import Basics

/// What units say by themselves: side by side, as it was found first, and over it units that were looked at since.
struct FindingRows: Sendable {
  private let first: FindingColumns
  private let later: Overlay<FindingColumns.Row>
  let count: Int
  private let made = Later<FindingColumns>()

  init(_ findings: FindingColumns) { (first, later, count) = (findings, Overlay(), findings.count) }

  private init(_ first: FindingColumns, _ later: Overlay<FindingColumns.Row>, _ count: Int) {
    (self.first, self.later, self.count) = (first, later, count)
  }

  func row(_ unit: Int) -> FindingColumns.Row { later[unit] ?? first.row(unit) }

  func logarithms(of unit: Int) -> (helps: Double, harms: Double) {
    later[unit].map { ($0.helps, $0.harms) } ?? (first.helps[unit], first.harms[unit])
  }

  func with(_ rows: [(unit: Int32, row: FindingColumns.Row)], unitCount: Int) -> FindingRows {
    var later = later
    for (unit, row) in rows { later[Int(unit)] = row }
    return FindingRows(first, later, unitCount)
  }

  /// Complexity: O(1) as long as nothing came later, else O(units) once.
  var flat: FindingColumns {
    if later.isEmpty { return first }
    return made.value { first.overlaid(later) }
  }
}
