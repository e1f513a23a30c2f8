import Accumulation
import Tables

/// What merging gives over a range of tau.
struct SweepPlot {
  let steps: [TauStep]
  let tau: Cosine
  let operations: Int

  func answer() -> Answer {
    Answer([.plot(plot(), data: table()), .said(note)])
  }

  private var isLabelled: Bool { steps.contains { $0.quality != nil } }

  private func plot() -> Plot {
    let merging = Plot.Panel(
      "merging of \(counted(operations, "operation"))",
      series: [
        line("units per operation") { Double($0.units) / Double(max(1, operations)) },
        line("operations in a unit with others") { $0.merged },
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
      panels: isLabelled ? [merging, agreement] : [merging])
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
      "best F1 of pairs \(fixed(f1, places: 3)) at tau \(Measure.shown(best.tau.value)); tau is \(Measure.shown(tau.value))"
  }

  private func table() -> Table {
    let columns: [Column] = [
      .number("tau", essential: true), .number("units", essential: true), .number("merged", essential: true),
      .number("precision"), .number("recall"), .number("f1", essential: true), .number("b_cubed_f1"),
    ]
    let rows = steps.map { step -> [Cell] in
      let pairs = step.quality?.pairs
      return [
        .number(step.tau.value, places: 4), .integer(step.units), .number(step.merged, places: 3),
        .optional(pairs?.precision, places: 3), .optional(pairs?.recall, places: 3),
        .optional(pairs?.f1, places: 3), .optional(step.quality?.bCubed.f1, places: 3),
      ]
    }
    return Table("sweep", columns, rows: rows)
  }
}
