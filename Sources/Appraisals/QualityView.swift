import Analyses
import Answers
import Assessing
import Basics
import Identity
import Language
import Scoring
import Tables

/// What labels say of merging and evidence.
package struct QualityView {
  package let analysis: Analysis

  package init(analysis: Analysis) {
    self.analysis = analysis
  }

  // MARK: Merging

  package func merging(seed: UInt64) throws -> Answer {
    let quality = try mergeQuality()
    let groups = Contingency(try analysis.trueIdentities(), try analysis.units()).groups()
    let intervals = try AgreementIntervals(groups, seed: seed, pulse: analysis.pulse)
    return Answer(
      [.table(mergingTable(quality, intervals)), .said(adjustedRand(quality, intervals))]
        + (groups.count < QualityView.enoughGroups ? [.said(caution(groups.count))] : [])
        + [.data(counts(of: quality, intervals))])
  }

  /// From so many groups on, intervals hold the truth about as often as they say.
  private static let enoughGroups = 100

  private func caution(_ groups: Int) -> String {
    "intervals rest on \(counted(groups, "group")) of units that share operations: with fewer than \(QualityView.enoughGroups) they are too narrow, most of all those of pair precision"
  }

  private func mergeQuality() throws -> MergeQuality {
    let identities = try analysis.trueIdentities()
    guard identities.count > 0 else { throw AnalysisFault.noTruth("same_as") }
    return MergeQuality(identities, try analysis.units())
  }

  private func mergingTable(_ quality: MergeQuality, _ intervals: AgreementIntervals) -> Table {
    let columns: [Column] = [
      .text("basis", essential: true), .number("precision", essential: true),
      .number("recall", essential: true), .number("f1", essential: true), .number("f1_low", essential: true),
      .number("f1_high", essential: true), .number("precision_low"), .number("precision_high"),
      .number("recall_low"), .number("recall_high"), .number("merged"), .number("same"), .number("both"),
    ]
    let rows = MergingBasis.all.map { basis -> [Cell] in
      let figures = quality[keyPath: basis.figures]
      let values = [figures.precision, figures.recall, figures.f1].map { Cell.optional($0, places: 4) }
      let ends = [basis.f1, basis.precision, basis.recall].flatMap { figure -> [Cell] in
        let interval = intervals.interval(of: figure)
        return [.optional(interval?.low, places: 4), .optional(interval?.high, places: 4)]
      }
      return [.text(basis.name)] + values + ends + counts(quality, of: basis)
    }
    return Table("quality", columns, rows: rows, footer: footer(quality))
  }

  private func counts(_ quality: MergeQuality, of basis: MergingBasis) -> [Cell] {
    guard basis.figures == \.pairs else { return [.missing, .missing, .missing] }
    return [quality.mergedPairs, quality.truePairs, quality.rightPairs].map { .integer($0) }
  }

  private func adjustedRand(_ quality: MergeQuality, _ intervals: AgreementIntervals) -> String {
    let value = quality.adjustedRand.map { fixed($0, places: 4) } ?? "none"
    let ends = intervals.interval(of: .adjustedRand).map {
      "   95% interval \(fixed($0.low, places: 4)) to \(fixed($0.high, places: 4))"
    }
    return "adjusted Rand \(value)\(ends ?? "")"
  }

  private func footer(_ quality: MergeQuality) -> String {
    "\(counted(quality.labelled, "labelled wording")) in \(counted(quality.units, "unit"))"
      + " · \(quality.identities) in truth · \(mixing(quality))"
  }

  private func mixing(_ quality: MergeQuality) -> String {
    "\(counted(quality.mixed, "unit")) mixed · \(quality.spread) spread over several"
  }

  private func counts(of quality: MergeQuality, _ intervals: AgreementIntervals) -> Table {
    let columns: [Column] = [
      .number("labelled"), .number("units"), .number("identities"), .number("mixed"), .number("spread"),
      .number("adjusted_rand"), .number("adjusted_rand_low"), .number("adjusted_rand_high"),
    ]
    let rand = intervals.interval(of: .adjustedRand)
    let row: [Cell] = [
      .integer(quality.labelled), .integer(quality.units), .integer(quality.identities),
      .integer(quality.mixed), .integer(quality.spread), .optional(quality.adjustedRand, places: 4),
      .optional(rand?.low, places: 4), .optional(rand?.high, places: 4),
    ]
    return Table("merging", columns, rows: [row])
  }
}

// MARK: Evidence

extension QualityView {
  package func evidence() throws -> Answer {
    let quality = try evidenceQuality()
    let merging = try analysis.trueIdentities().count > 0 ? try mergeQuality() : nil
    var signs = signTable(quality)
    signs.footer = ([agreement(quality)] + (merging.map { [mixing($0)] } ?? [])).joined(separator: " · ")
    return Answer([
      .table(classTable(quality)), .said("by the sign of the true effect"), .table(signs),
      .said("verdicts"), .table(try verdictTable(quality)), .data(ranking(quality, merging)),
    ])
  }

  package func evidenceQuality() throws -> EvidenceQuality {
    let truth = Truth(
      log: try analysis.trace(), operations: try analysis.operations(), partition: try analysis.units())
    guard truth.hasEffects else { throw AnalysisFault.noTruth("effect") }
    return EvidenceQuality(truth, mhat: try analysis.evidence().mhat)
  }

  package func classTable(_ quality: EvidenceQuality) -> Table {
    let columns: [Column] = [
      .text("class", essential: true), .number("units"), .number("scored"),
      .number("right", essential: true), .number("low"), .number("high"), .number("error", essential: true),
      .number("pos"), .number("neg"), .number("none"),
    ]
    let rows = quality.classes.map { row -> [Cell] in
      [
        .text(row.name), .integer(row.units), .integer(row.scored),
        .optional(row.share?.estimate, places: 3), .optional(row.share?.low, places: 3),
        .optional(row.share?.high, places: 3), .optional(row.error, places: 2), .integer(row.positive),
        .integer(row.negative), .integer(row.neither),
      ]
    }
    return Table("evidence_quality", columns, rows: rows)
  }

  private func signTable(_ quality: EvidenceQuality) -> Table {
    let columns: [Column] = [
      .text("effect", essential: true), .number("units"), .number("pos", essential: true),
      .number("neg", essential: true), .number("none", essential: true),
    ]
    let rows = quality.signs.map { row -> [Cell] in
      [
        .text(row.name), .integer(row.units), .integer(row.positive), .integer(row.negative),
        .integer(row.neither),
      ]
    }
    return Table("signs", columns, rows: rows)
  }

  private func agreement(_ quality: EvidenceQuality) -> String {
    func shown(_ value: Double?) -> String { value.map { fixed($0, places: 3) } ?? "none" }
    return "Spearman \(shown(quality.correlation)) · auc \(shown(quality.auc))"
  }

  private func ranking(_ quality: EvidenceQuality, _ merging: MergeQuality?) -> Table {
    let columns: [Column] = [.number("spearman"), .number("auc"), .number("mixed"), .number("spread")]
    let row: [Cell] = [
      .optional(quality.correlation, places: 4), .optional(quality.auc, places: 4),
      .optional(merging?.mixed), .optional(merging?.spread),
    ]
    return Table("ranking", columns, rows: [row])
  }
}

/// By what merging is scored: each with a precision of its own kind, a recall, and the harmonic mean of the two.
private struct MergingBasis {
  let name: String
  let figures: KeyPath<MergeQuality, PrecisionRecall> & Sendable
  let precision: AgreementFigure
  let recall: AgreementFigure
  let f1: AgreementFigure

  static let all = [
    MergingBasis(
      name: "pairs", figures: \.pairs, precision: .pairPrecision, recall: .pairRecall, f1: .pairF1),
    MergingBasis(
      name: "b-cubed", figures: \.bCubed, precision: .bCubedPrecision, recall: .bCubedRecall, f1: .bCubedF1),
    MergingBasis(
      name: "clusters", figures: \.clusters, precision: .clusterPrecision, recall: .clusterRecall,
      f1: .clusterF1),
    MergingBasis(
      name: "v-measure", figures: \.entropy, precision: .homogeneity, recall: .completeness, f1: .vMeasure),
  ]
}
