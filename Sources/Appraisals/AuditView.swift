import Analyses
import Answers
import Assessing
import Basics
import Identity
import Language
import Studies
import Tables

/// What a random audit shows of merging, and how far it went.
package struct AuditView {
  package let standing: AuditStanding
  package let seed: UInt64

  package init(_ analysis: Analysis, seed: UInt64) throws {
    standing = try AuditStanding(analysis)
    self.seed = seed
  }

  package func answer() throws -> Answer {
    let estimate = try standing.estimate(seed: seed)
    return Answer([
      .said(scored), .table(figures(estimate)), .said(progress), .table(strata()), .said(limits),
    ])
  }

  package var warnings: [String] {
    var warnings: [String] = []
    if standing.isImported {
      warnings.append(
        "these answers came from elsewhere: they hold for the log that they were drawn from, and pairs that were not answered are unknown"
      )
    }
    if standing.unsure > 0 {
      warnings.append(
        "\(counted(standing.unsure, "pair")) that nobody could judge \(standing.unsure == 1 ? "is" : "are") left out, as if others of the stratum were like them"
      )
    }
    if standing.open > 0 {
      warnings.append("\(counted(standing.open, "pair")) drawn and not judged yet: audit goes on with them")
    }
    return warnings
  }

  private var scored: String {
    let answers = standing.analysis.study.decisions.all.count { $0.audit != nil }
    return "merging as it is without \(counted(answers, "audited answer")): "
      + "\(counted(standing.partition.unitCount, "unit")) of \(counted(standing.partition.unitOf.count, "wording"))"
  }

  private func figures(_ estimate: AuditEstimate) -> Table {
    let columns: [Column] = [
      .text("figure", essential: true), .number("estimate", essential: true),
      .number("low", essential: true), .number("high", essential: true),
    ]
    let rows = [
      ("pair precision", estimate.pairPrecision), ("pair recall", estimate.pairRecall),
      ("pair f1", estimate.pairF1), ("b-cubed precision", estimate.bCubedPrecision),
    ].map { name, figure -> [Cell] in
      [.text(name)] + [figure?.estimate, figure?.low, figure?.high].map { .optional($0, places: 4) }
    }
    return Table("audit_quality", columns, rows: rows)
  }

  private var progress: String {
    let of = standing.judged + standing.unsure + standing.open + standing.settled
    return standing.isImported
      ? "\(counted(standing.judged, "imported answer"))"
      : "\(standing.judged) of \(counted(of, "drawn pair")) judged"
        + " · \(standing.unsure) unsure · \(standing.open) open" + settled
  }

  private var settled: String {
    standing.settled > 0
      ? " · \(standing.settled) settled by other decisions, counted when all are judged" : ""
  }

  /// Counts that nobody knows of imported answers are left out.
  private func strata() -> Table {
    let columns: [Column] = [
      .text("stratum", essential: true), .number("pairs", essential: true), .number("drawn", essential: true),
      .number("probability"), .number("same", essential: true), .number("different", essential: true),
      .number("unsure"), .number("open"),
    ]
    let rows = standing.strata.map { stratum -> [Cell] in
      let rest: [Cell] =
        standing.isImported ? [.missing, .missing] : [.integer(stratum.unsure), .integer(stratum.open)]
      return [
        .text(stratum.share.stratum.rawValue), .integer(stratum.share.count), .integer(stratum.share.drawn),
        .number(stratum.share.probability, places: 4), .integer(stratum.same),
        .integer(stratum.judged.count - stratum.same),
      ] + rest
    }
    return Table("audit_strata", columns, rows: rows)
  }

  private var limits: String {
    "over pairs of one key and pairs of one unit; b-cubed recall, cluster F1, adjusted Rand and V need whole operations, which pairs do not show"
  }
}
