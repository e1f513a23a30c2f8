import Analyses
import Assessing
import Identity
import Scoring
import Studies
import Tables

/// Verdicts against planted classes.
extension QualityView {
  /// A row per true class, and all at the end; units without a true effect are left out, as in the other tables.
  package func verdictTable(_ quality: EvidenceQuality) throws -> Table {
    let truth = Truth(
      log: try analysis.trace(), operations: try analysis.operations(), partition: try analysis.units())
    let verdicts = try analysis.verdicts().verdict
    let labelled = verdicts.indices.filter { truth.effect[$0] != nil }
    let columns: [Column] =
      [.text("class", essential: true)]
      + Verdict.ofTests.map {
        .number($0.rawValue.split(separator: "-").joined(separator: "_"), essential: true)
      }
    let rows = quality.classes.enumerated().map { place, row -> [Cell] in
      let isAll = place == quality.classes.count - 1
      let units = labelled.filter {
        isAll || (truth.category[$0] ?? "none").utf8.elementsEqual(row.name.utf8)
      }
      return [.text(row.name)]
        + Verdict.ofTests.map { verdict in .integer(units.count { verdicts[$0] == verdict }) }
    }
    return Table("verdict_quality", columns, rows: rows, footer: try analysis.standing().sentence)
  }
}
