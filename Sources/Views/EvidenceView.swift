import Analyses
import Columns
import Identity
import Language
import Scoring
import Studies
import Tables

/// The evidence table: one row per unit.
package struct EvidenceView {
  package enum Order: String, CaseIterable {
    case support, mhat, chance, n, last, share, unit
  }

  package let analysis: Analysis
  /// Nil keeps the order of `picked`, or puts first what is best supported.
  package var order: Order?
  /// Nil shows all units.
  package var units: [Int]?
  /// What `where` picked: rows of the table `evidence`.
  package var picked: [Int]?
  package var limit: Int?

  package init(
    analysis: Analysis, order: Order? = nil, units: [Int]? = nil, picked: [Int]? = nil, limit: Int? = nil
  ) {
    (self.analysis, self.order, self.units) = (analysis, order, units)
    (self.picked, self.limit) = (picked, limit)
  }

  package func table() throws -> Table {
    let sorted = try sortedUnits()
    let shown = sorted.prefix(limit ?? sorted.count)
    let source = try UnitSource(analysis)
    let columns = ShownColumns(EvidenceTable.columns, without: try EvidenceTable.idle(analysis))
    let rows = try columns.rows(shown, of: source, pulse: analysis.pulse)
    let all = picked == nil ? sorted.count : source.partition.unitCount
    let part = shown.count < all ? ["\(shown.count) of \(counted(all, "unit"))"] : []
    let footer = (part + ["verdicts \(try analysis.standing().sentence)"]).joined(separator: " · ")
    var table = Table("evidence", columns.columns, rows: rows, footer: footer)
    table.stacking = Stacking()
    return table
  }

  private func sortedUnits() throws -> [Int] {
    let (evidence, posterior) = (try analysis.evidence(), try analysis.posterior())
    let wanted = units.map(Set.init)
    let all = picked.map { $0.map { Int(posterior.ranking[$0]) } } ?? posterior.ranking.map(Int.init)
    let ranked = wanted.map { wanted in all.filter(wanted.contains) } ?? all
    func sorted(by value: (Int) -> Double?) -> [Int] {
      let values = ranked.map { value($0) ?? -.infinity }
      return ranked.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }.map {
        ranked[$0]
      }
    }
    switch order {
    case nil: return ranked
    case .support: return posterior.ranking.map(Int.init).filter(Set(ranked).contains)
    case .mhat: return evidence.ranking.map(Int.init).filter(Set(ranked).contains)
    case .chance: return sorted { posterior.chance[$0] }
    case .unit: return ranked.sorted()
    case .n: return sorted { Double(evidence.n[$0]) }
    case .last: return sorted { evidence.last[$0] }
    case .share: return sorted { evidence.share[$0] }
    }
  }
}
