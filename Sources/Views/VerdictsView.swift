import Analyses
import Answers
import Columns
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
    let parts = try counts.filter { $0.1 > 0 }.map { "\(try analysis.named($0.0)) \($0.1)" }
    let told = chosen.isEmpty ? "no unit" : parts.joined(separator: " · ")
    let cautions = [try contradiction(of: chosen), try clipping(), try alarms(among: chosen)].compactMap {
      $0
    }
    return Answer(
      [.table(try table()), .said(told)] + cautions.map { .said($0) }
        + [.said(try analysis.standing().sentence)])
  }

  /// Units that are certified by their signs or usual sizes while the mean of their deltas says otherwise.
  private func contradiction(of units: [Int]) throws -> String? {
    let (verdicts, means) = (try analysis.verdicts().verdict, try analysis.countingMeans())
    let against = units.filter { unit in means[unit].map { verdicts[unit].isContradicted(by: $0) } ?? false }
    guard let first = against.first else { return nil }
    let names = against.prefix(4).map { unitName($0) }.joined(separator: " ")
    let more = against.count > 4 ? " and \(against.count - 4) more" : ""
    let basis = try analysis.betWord() == "sign" ? "signs and sizes" : "usual sizes and the mean"
    return
      "\(basis) contradict each other in \(names)\(more): \(try analysis.named(verdicts[first])), with a mean of \(fixed(means[first] ?? 0, places: 2))"
  }

  /// An alarm is raised for each unit by itself, so that many units have some by chance.
  private func alarms(among units: [Int]) throws -> String? {
    let (verdicts, alpha) = (try analysis.verdicts(), try analysis.verdictTerms().rules.alpha)
    guard units.contains(where: { verdicts.verdict[$0] == .fading }) else { return nil }
    let expected = alpha * Double(verdicts.n.count { $0 > 0 })
    return
      "fading is judged unit by unit: were all units steady, up to \(fixed(expected, places: 1)) would be called so by chance"
  }

  /// Where the clip cuts more than a few deltas.
  private func clipping() throws -> String? {
    guard let clip = analysis.study.settings.deltaRule.clip else { return nil }
    let deltas = try analysis.observations().delta
    let cut = deltas.count { abs($0) >= clip }
    guard cut * 20 > deltas.count else { return nil }
    return
      "the clip of \(roundedNumber(clip)) cuts \(cut) of \(counted(deltas.count, "observation")): verdicts see no more of their size"
  }

  func table() throws -> Table {
    let sorted = try sortedUnits()
    let shown = sorted.prefix(limit ?? sorted.count)
    let columns = ShownColumns(VerdictsTable.columns, without: try silentColumns())
    let rows = try columns.rows(shown, of: try UnitSource(analysis), pulse: analysis.pulse)
    let footer = shown.count < sorted.count ? "\(shown.count) of \(counted(sorted.count, "unit"))" : nil
    var table = Table("verdicts", columns.columns, rows: rows, footer: footer)
    table.stacking = Stacking()
    return table
  }

  /// Columns that say nothing: intervals of the mean that are as wide as all that a mean can be, and of the median where none
  /// is known.
  private func silentColumns() throws -> Set<String> {
    let (verdicts, scale) = (try analysis.verdicts(), try analysis.verdictTerms().scale)
    let saysMean = verdicts.low.indices.contains { unit in
      guard let low = verdicts.low[unit], let high = verdicts.high[unit] else { return false }
      return high - low < 2 * scale
    }
    let saysMedian = try analysis.medianIntervals().contains { $0 != nil }
    return (saysMean ? [] : VerdictsTable.ofMean).union(saysMedian ? [] : VerdictsTable.ofMedian)
  }

  /// By verdict, then by what has been won on either side.
  private func sortedUnits() throws -> [Int] {
    let verdicts = try analysis.verdicts()
    let order: [Verdict] = [.stable, .fading, .sceneSpecific, .harmful, .negligible, .undecided, .observed]
    let place = verdicts.verdict.map { order.firstIndex(of: $0) ?? order.count }
    let won = verdicts.verdict.indices.map { max(verdicts.logHelps[$0], verdicts.logHarms[$0]) }
    return (units ?? Array(won.indices)).sorted { left, right in
      if place[left] != place[right] { return place[left] < place[right] }
      return won[left] != won[right] ? won[left] > won[right] : left < right
    }
  }
}
