import Analyses
import Answers
import Basics
import Judging
import Tables
import TraceLogs

/// How high baselines and candidates lie batch by batch: what a batch is worth by itself, whatever is proposed in it.
package struct DriftPlot {
  package let analysis: Analysis

  package init(analysis: Analysis) {
    self.analysis = analysis
  }

  package func answer() throws -> Answer {
    let trace = try analysis.trace()
    try analysis.pulse.beat("scoring", 0, trace.calls.count)
    let levels = BatchLevels(trace)
    let table = DriftPlot.table(levels, trace)
    if trace.calls.count == 0 {
      return Answer([.said("the log scores nothing: it has no calls"), .data(table)])
    }
    return Answer([.plot(DriftPlot.plot(levels, trace), data: table)] + DriftPlot.notes(levels))
  }

  private static func plot(_ levels: BatchLevels, _ trace: TraceLog) -> Plot {
    func points(_ point: (BatchLevels.Level) -> Plot.Point?) -> [Plot.Point] {
      levels.levels.enumerated().map { step, level in
        var found = level.flatMap(point) ?? Plot.Point(0, nil)
        found.x = Double(step + 1)
        return found
      }
    }
    let series = [
      Plot.Series(
        "lowest to highest baseline", .band,
        points { Plot.Point(0, $0.baseline, low: $0.low, high: $0.high) }),
      Plot.Series("baseline", .line, points { Plot.Point(0, $0.baseline) }),
      Plot.Series("candidates", .line, points { Plot.Point(0, $0.candidate) }),
    ]
    let numbers = trace.batches.map { "\($0.number)" }
    return Plot(
      "baseline and candidates by batch",
      x: Plot.Axis("batch", .places(numbers), range: 1...Double(max(1, numbers.count))),
      y: Plot.Axis("mean value"), panels: [Plot.Panel("", series: series)])
  }

  private static func notes(_ levels: BatchLevels) -> [Answer.Block] {
    guard let share = levels.betweenShare else { return [] }
    let percent = fixed(100 * share, places: 1)
    return [
      .said(
        "\(percent)% of the variance of candidates' values lies between batches: absolute takes it for worth")
    ]
  }

  private static func table(_ levels: BatchLevels, _ trace: TraceLog) -> Table {
    let columns: [Column] = [
      .number("step"), .number("batch", essential: true), .number("calls"),
      .number("baseline", essential: true), .number("low", essential: true), .number("high", essential: true),
      .number("values"), .number("candidate", essential: true), .text("label", flexible: true),
    ]
    let rows = levels.levels.enumerated().map { step, level -> [Cell] in
      [
        .integer(step + 1), .integer(trace.batches[step].number), .integer(level?.calls ?? 0),
        .optional(level?.baseline, places: 2), .optional(level?.low, places: 2),
        .optional(level?.high, places: 2), .integer(level?.values ?? 0),
        .optional(level?.candidate, places: 2), .optional(trace.batches[step].label),
      ]
    }
    return Table("drift", columns, rows: rows)
  }
}
