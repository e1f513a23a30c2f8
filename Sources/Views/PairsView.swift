import Analyses
import Answers
import Assessing
import Basics
import Identity
import Language
import Tables
import Traces

/// How well cosines tell labelled pairs apart: in a few figures, over a ladder of tau, and as series to plot.
package struct PairsView {
  package let study: PairStudy

  package init(study: PairStudy) {
    self.study = study
  }

  private var quality: PairQuality { study.quality }

  package func answer() -> Answer {
    Answer([
      .said(headline), .table(figures()), .table(ladder()), .plot(plot(), data: curve()), .data(summary()),
    ])
  }

  package var headline: String {
    let share = Double(quality.sameCount) / Double(quality.count)
    let same = "\(quality.sameCount) same (\(fixed(100 * share, places: 1))%, score ≥ \(sameFrom))"
    let parts = [counted(quality.count, "pair"), same, "embedder \(study.embedder)"]
    return "\(study.name)   \(parts.joined(separator: " · "))"
  }

  private var sameFrom: String { shortNumber(quality.pairs.sameFrom) }

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

  /// The figures at each hundredth of tau from 0 to 1.
  private var hundredths: [MergeFigures] {
    (0...100).map { quality.figures(at: Cosine(tenThousandths: Int32(100 * $0))) }
  }

  private func plot() -> Plot {
    let figures = hundredths
    func line(_ name: String, _ value: (MergeFigures) -> Double?) -> Plot.Series {
      Plot.Series(name, .line, figures.map { Plot.Point($0.tau.value, value($0)) })
    }
    let series = [line("precision") { $0.precision }, line("recall") { $0.recall }, line("F1") { $0.f1 }]
    let marks = [
      quality.best.map { Plot.Mark(x: $0.tau.value, .triangle, "best F1") },
      Plot.Mark(x: study.tau.value, .openTriangle, "tau as set"),
    ].compactMap { $0 }
    return Plot(
      "merging by tau", x: Plot.Axis("tau", range: 0...1), y: Plot.Axis("share", range: 0...1),
      panels: [Plot.Panel(study.name, series: series, marks: marks)])
  }

  /// What is plotted, for programs.
  private func curve() -> Table {
    let columns: [Column] = [.number("tau"), .number("precision"), .number("recall"), .number("f1")]
    let rows = hundredths.map { figures -> [Cell] in
      [
        .number(figures.tau.value, places: 2), .optional(figures.precision, places: 3),
        .optional(figures.recall, places: 3), .optional(figures.f1, places: 3),
      ]
    }
    return Table("curve", columns, rows: rows)
  }
}
