import Accumulation
import Tables

/// What labels say of merging and evidence.
struct QualityView {
  let analysis: Analysis

  // MARK: Merging

  func merging() throws -> Answer {
    let quality = try mergeQuality()
    return Answer([.table(mergingTable(quality)), .data(counts(of: quality))])
  }

  private func mergeQuality() throws -> MergeQuality {
    let identities = try identities()
    guard identities.count > 0 else { throw StatementFault.noTruth("same_as") }
    return MergeQuality(identities, try analysis.partition())
  }

  private func identities() throws -> TrueIdentities {
    TrueIdentities(log: try analysis.trace(), operations: try analysis.operations())
  }

  private func mergingTable(_ quality: MergeQuality) -> Table {
    let columns: [Column] = [
      .text("basis", essential: true), .number("precision", essential: true),
      .number("recall", essential: true), .number("f1", essential: true), .number("merged"), .number("same"),
      .number("both"),
    ]
    let rows: [[Cell]] = [
      row("pairs", quality.pairs) + [
        .integer(quality.mergedPairs), .integer(quality.truePairs), .integer(quality.rightPairs),
      ],
      row("b-cubed", quality.bCubed) + [.missing, .missing, .missing],
    ]
    return Table("quality", columns, rows: rows, footer: footer(quality))
  }

  private func row(_ name: String, _ figures: PrecisionRecall) -> [Cell] {
    [
      .text(name), .optional(figures.precision, places: 4), .optional(figures.recall, places: 4),
      .optional(figures.f1, places: 4),
    ]
  }

  private func footer(_ quality: MergeQuality) -> String {
    "\(counted(quality.labelled, "labelled operation")) in \(counted(quality.units, "unit"))"
      + " · \(quality.identities) in truth · \(mixing(quality))"
  }

  private func mixing(_ quality: MergeQuality) -> String {
    "\(counted(quality.mixed, "unit")) mixed · \(quality.spread) spread over several"
  }

  private func counts(of quality: MergeQuality) -> Table {
    let columns: [Column] = [
      .number("labelled"), .number("units"), .number("identities"), .number("mixed"), .number("spread"),
    ]
    let row: [Cell] = [
      .integer(quality.labelled), .integer(quality.units), .integer(quality.identities),
      .integer(quality.mixed), .integer(quality.spread),
    ]
    return Table("merging", columns, rows: [row])
  }
}

// MARK: Evidence

extension QualityView {
  func evidence() throws -> Answer {
    let quality = try evidenceQuality()
    let merging = try identities().count > 0 ? try mergeQuality() : nil
    var signs = signTable(quality)
    signs.footer = ([agreement(quality)] + (merging.map { [mixing($0)] } ?? [])).joined(separator: " · ")
    return Answer([
      .table(classTable(quality)), .said("by the sign of the true effect"), .table(signs),
      .said("verdicts"), .table(try verdictTable(quality)), .data(ranking(quality, merging)),
    ])
  }

  func evidenceQuality() throws -> EvidenceQuality {
    let truth = Truth(
      log: try analysis.trace(), operations: try analysis.operations(), partition: try analysis.partition())
    guard truth.hasEffects else { throw StatementFault.noTruth("effect") }
    return EvidenceQuality(truth, mhat: try analysis.evidence().mhat)
  }

  func classTable(_ quality: EvidenceQuality) -> Table {
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
