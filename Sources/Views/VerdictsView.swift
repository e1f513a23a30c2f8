import Analyses
import Answers
import Language
import Scoring
import Studies
import Tables

/// The verdict table: one row per unit, what is certain first.
package struct VerdictsView {
  package let analysis: Analysis
  /// Nil shows all units.
  package var units: [Int]?
  package var limit: Int?

  package init(analysis: Analysis, units: [Int]? = nil, limit: Int? = nil) {
    (self.analysis, self.units, self.limit) = (analysis, units, limit)
  }

  package func answer() throws -> Answer {
    let verdicts = try analysis.verdicts().verdict
    let chosen = units ?? Array(verdicts.indices)
    let counts = Verdict.allCases.map { verdict in (verdict, chosen.count { verdicts[$0] == verdict }) }
    let parts = counts.filter { $0.1 > 0 }.map { "\($0.0.rawValue) \($0.1)" }
    let told = chosen.isEmpty ? "no unit" : parts.joined(separator: " · ")
    return Answer([.table(try table()), .said(told), .said(try analysis.standing().sentence)])
  }

  func table() throws -> Table {
    let sorted = try sortedUnits()
    let shown = sorted.prefix(limit ?? sorted.count)
    let columns = ShownColumns(VerdictsTable.columns)
    let rows = try columns.rows(shown, of: try UnitSource(analysis), pulse: analysis.pulse)
    let footer = shown.count < sorted.count ? "\(shown.count) of \(counted(sorted.count, "unit"))" : nil
    return Table("verdicts", columns.columns, rows: rows, footer: footer)
  }

  /// By verdict, then by what has been won on either side.
  private func sortedUnits() throws -> [Int] {
    let verdicts = try analysis.verdicts()
    let order: [Verdict] = [.stable, .fading, .sceneSpecific, .harmful, .negligible, .undecided]
    let place = verdicts.verdict.map { order.firstIndex(of: $0) ?? order.count }
    let won = verdicts.verdict.indices.map { max(verdicts.logHelps[$0], verdicts.logHarms[$0]) }
    return (units ?? Array(won.indices)).sorted { left, right in
      if place[left] != place[right] { return place[left] < place[right] }
      return won[left] != won[right] ? won[left] > won[right] : left < right
    }
  }
}
