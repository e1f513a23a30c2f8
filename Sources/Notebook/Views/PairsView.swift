import Accumulation
import Tables

/// How well cosines tell labelled pairs apart: in a few figures, over a ladder of tau, and as series to plot.
struct PairsView {
  let study: PairStudy

  private var quality: PairQuality { study.quality }

  func answer() -> Answer {
    Answer([.said(headline), .table(figures()), .table(ladder()), .data(summary())])
  }

  var headline: String {
    let share = Double(quality.sameCount) / Double(quality.count)
    let same = "\(quality.sameCount) same (\(fixed(100 * share, places: 1))%, score ≥ \(sameFrom))"
    let parts = [counted(quality.count, "pair"), same, "embedder \(study.embedder)"]
    return "\(study.name)   \(parts.joined(separator: " · "))"
  }

  private var sameFrom: String { Measure.shown(quality.pairs.sameFrom) }

  func figures() -> Table {
    let columns: [Column] = [
      .text("figure", essential: true), .number("value", essential: true), .number("low", essential: true),
      .number("high", essential: true),
    ]
    let rows: [[Cell]] = [
      row("Spearman", quality.spearman, places: 3),
      row("average precision", quality.averagePrecision, places: 3),
      row("best tau", quality.tau, places: 4),
      row("F1 at best tau", quality.f1, places: 3),
    ]
    return Table(
      "figures", columns, rows: rows,
      footer: "low and high: 95% of \(PairQuality.draws) draws of the pairs, with replacement")
  }

  private func row(_ name: String, _ interval: Interval?, places: Int) -> [Cell] {
    [
      .text(name), .optional(interval?.estimate, places: places), .optional(interval?.low, places: places),
      .optional(interval?.high, places: places),
    ]
  }

  /// 0.30 to 0.95 in steps of 0.05, the best tau and the study's.
  func ladder() -> Table {
    let columns: [Column] = [
      .number("tau", essential: true), .number("precision", essential: true),
      .number("recall", essential: true), .number("f1", essential: true), .number("merged", essential: true),
      .text("mark", essential: true),
    ]
    let marked = [quality.best?.tau, study.tau].compactMap { $0?.tenThousandths }
    let taus = Set(stride(from: Int32(3000), through: 9500, by: 500) + marked).sorted()
    return Table("ladder", columns, rows: taus.map { row(Cosine(tenThousandths: $0)) })
  }

  private func row(_ tau: Cosine) -> [Cell] {
    let figures = quality.figures(at: tau)
    let marks = [tau == quality.best?.tau ? "best" : nil, tau == study.tau ? "set" : nil].compactMap { $0 }
    return [
      .number(tau.value, places: 4), .optional(figures.precision, places: 3),
      .optional(figures.recall, places: 3), .optional(figures.f1, places: 3),
      .optional(figures.mergedShare, places: 3),
      marks.isEmpty ? .missing : .text(marks.joined(separator: ", ")),
    ]
  }

  /// The headline, for programs.
  private func summary() -> Table {
    let columns: [Column] = [
      .text("file"), .text("sha256"), .text("embedder"), .number("pairs"), .number("same"),
      .number("same_from"),
    ]
    let row: [Cell] = [
      .text(study.path), .text(study.file.sha256), .text(study.embedder), .integer(quality.count),
      .integer(quality.sameCount), .number(quality.pairs.sameFrom, places: 2),
    ]
    return Table("pairs", columns, rows: [row])
  }

  /// Points of one line of a plot over tau.
  struct Series {
    let name: String
    let points: [(tau: Double, value: Double)]
  }

  /// Precision, recall and F1 at each hundredth of tau from 0 to 1, where they are defined.
  func series() -> [Series] {
    let figures = (0...100).map { quality.figures(at: Cosine(tenThousandths: Int32(100 * $0))) }
    return [
      Series(name: "precision", points: points(figures) { $0.precision }),
      Series(name: "recall", points: points(figures) { $0.recall }),
      Series(name: "f1", points: points(figures) { $0.f1 }),
    ]
  }

  private func points(_ figures: [MergeFigures], _ value: (MergeFigures) -> Double?)
    -> [(tau: Double, value: Double)]
  {
    figures.compactMap { figure in value(figure).map { (figure.tau.value, $0) } }
  }
}
