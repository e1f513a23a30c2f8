import Analyses
import Answers
import Assessing
import Basics
import Identity
import Language
import Studies
import Tables

/// How often pairs are the same, by their cosine.
package struct CalibrationPlot {
  let calibration: CosineCalibration
  /// The pairs in words.
  let basis: String
  let tau: Cosine
  let embedder: String

  func answer() -> Answer {
    let count = calibration.bins.reduce(0) { $0 + $1.count }
    return Answer([
      .plot(plot(), data: table()),
      .said("\(counted(count, "pair")) \(basis) · bands are Wilson's intervals of 95%"),
    ])
  }

  private func plot() -> Plot {
    let bins = calibration.bins
    let band = bins.map { Plot.Point($0.middle, $0.share.estimate, low: $0.share.low, high: $0.share.high) }
    let shares = bins.map { Plot.Point($0.middle, $0.share.estimate) }
    let low = min(bins.first?.low.value ?? 0, tau.value, 0)
    let panel = Plot.Panel(
      "embedder \(embedder)",
      series: [
        Plot.Series("95% interval", .band, band), Plot.Series("share that is the same", .line, shares),
        Plot.Series("bin", .points, shares),
      ],
      marks: [Plot.Mark(x: tau.value, .openTriangle, "tau as set")])
    return Plot(
      "same pairs by cosine", x: Plot.Axis("cosine", range: low...1),
      y: Plot.Axis("share of same pairs", range: 0...1), panels: [panel])
  }

  private func table() -> Table {
    let columns: [Column] = [
      .number("from", essential: true), .number("below", essential: true), .number("pairs", essential: true),
      .number("same", essential: true), .number("share", essential: true), .number("low", essential: true),
      .number("high", essential: true),
    ]
    let rows = calibration.bins.map { bin -> [Cell] in
      [
        .number(bin.low.value, places: 2), .number(bin.high.value, places: 2), .integer(bin.count),
        .integer(bin.same), .number(bin.share.estimate, places: 3), .number(bin.share.low, places: 3),
        .number(bin.share.high, places: 3),
      ]
    }
    return Table("calibration", columns, rows: rows)
  }
}

extension CalibrationPlot {
  /// From the gold labels of the log: pairs of operations that merging could join.
  package static func ofLog(_ analysis: Analysis) throws -> Answer {
    let operations = try analysis.operations()
    let identities = TrueIdentities(log: try analysis.trace(), operations: operations)
    guard identities.count > 0 else { throw AnalysisFault.noTruth("same_as") }
    let found = try OperationPairs(identities, operations, try analysis.vectors(), pulse: analysis.pulse)
    if found.total == 0 {
      return .said("no two labelled wordings have type and anchor in common, so there is no pair to judge")
    }
    let isSample = found.pairs.count < found.total
    return CalibrationPlot(
      calibration: CosineCalibration(found.pairs),
      basis: isSample ? "drawn of \(found.total) in the log" : "of wordings with one type and anchor",
      tau: analysis.study.settings.tau, embedder: analysis.study.settings.embedder.text
    ).answer()
  }

  package static func of(_ study: PairStudy) -> Answer {
    CalibrationPlot(
      calibration: CosineCalibration(study.quality.pairs), basis: "of \(study.name)", tau: study.tau,
      embedder: study.embedder
    ).answer()
  }
}
