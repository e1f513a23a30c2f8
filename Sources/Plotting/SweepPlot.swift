import Analyses
import Answers
import Assessing
import Identity
import Language
import Studies
import Tables

/// What merging gives over a range of tau: as a table, and as a picture.
package struct SweepPlot {
  let steps: [TauStep]
  let tau: Cosine
  let operations: Int

  /// Nil where the log proposes nothing.
  package init?(_ analysis: Analysis, _ range: TauRange) throws {
    operations = try analysis.operations().count
    guard operations > 0 else { return nil }
    tau = analysis.study.settings.tau
    steps = try analysis.sweep(over: range.taus(with: tau))
  }

  package static let nothing = Answer.said("the log proposes nothing, so there is nothing to merge")

  package var table: Answer { .table(numbers()) }
  package var picture: Answer { Answer([.plot(plot(), data: numbers()), .said(note)]) }

  private var isLabelled: Bool { steps.contains { $0.quality != nil } }

  private func plot() -> Plot {
    let all = Double(max(1, operations))
    let merging = Plot.Panel(
      "merging of \(counted(operations, "wording"))",
      series: [
        line("units per wording") { Double($0.units) / all },
        line("wordings in a unit with others") { $0.mergedShare },
      ])
    let evidence = Plot.Panel(
      "what it does to units and verdicts",
      series: [
        line("suspect units, of all units") { Double($0.suspects) / Double(max(1, $0.units)) },
        line("wordings with another verdict than now") { Double($0.changed) / all },
      ],
      marks: isLabelled ? [] : marks)
    let agreement = Plot.Panel(
      "agreement with labels",
      series: [
        line("F1 of pairs") { $0.quality?.pairs.f1 }, line("F1 of B-cubed") { $0.quality?.bCubed.f1 },
      ],
      marks: marks)
    let range = (steps.first?.tau.value ?? 0)...(steps.last?.tau.value ?? 1)
    return Plot(
      "merging by tau", x: Plot.Axis("tau", range: range), y: Plot.Axis("share", range: 0...1),
      panels: [merging, evidence] + (isLabelled ? [agreement] : []))
  }

  private func line(_ name: String, _ value: (TauStep) -> Double?) -> Plot.Series {
    Plot.Series(name, .line, steps.map { Plot.Point($0.tau.value, value($0)) })
  }

  private var marks: [Plot.Mark] {
    let best = best.map { Plot.Mark(x: $0.tau.value, .triangle, "best F1 of pairs") }
    return [best, Plot.Mark(x: tau.value, .openTriangle, "tau as set")].compactMap { $0 }
  }

  /// The middle one of those that share the best F1 of pairs.
  private var best: TauStep? {
    let most = steps.compactMap { $0.quality?.pairs.f1 }.max()
    guard let most, most > 0 else { return nil }
    let places = steps.filter { $0.quality?.pairs.f1 == most }
    return places[places.count / 2]
  }

  private var note: String {
    guard let best, let f1 = best.quality?.pairs.f1 else {
      return isLabelled
        ? "no tau of these joins a pair that is the same"
        : "the log has no labels with same_as, so which merges are right is not known"
    }
    return
      "best F1 of pairs \(fixed(f1, places: 3)) at tau \(shortNumber(best.tau.value)); tau is \(shortNumber(tau.value))"
  }

  private func numbers() -> Table {
    let columns: [Column] = [
      .number("tau", essential: true), .number("units", essential: true), .number("merges"),
      .number("merged_share", essential: true), .number("suspects", essential: true),
      .number("verdicts_changed", essential: true), .number("precision"), .number("recall"),
      .number("f1", essential: true), .number("b_cubed_f1"), .text("mark", essential: true),
    ]
    let best = best?.tau
    return Table("sweep", columns, rows: steps.map { row($0, best: best) })
  }

  private func row(_ step: TauStep, best: Cosine?) -> [Cell] {
    let pairs = step.quality?.pairs
    let marks = [step.tau == best ? "best" : nil, step.tau == tau ? "set" : nil].compactMap { $0 }
    return [
      .number(step.tau.value, places: 4), .integer(step.units), .integer(step.merges),
      .number(step.mergedShare, places: 3), .integer(step.suspects), .integer(step.changed),
      .optional(pairs?.precision, places: 3), .optional(pairs?.recall, places: 3),
      .optional(pairs?.f1, places: 3), .optional(step.quality?.bCubed.f1, places: 3),
      marks.isEmpty ? .missing : .text(marks.joined(separator: ", ")),
    ]
  }
}
