import Analyses
import Answers
import Memory
import Tables
import TraceLogs

/// How a run learns: validation and baseline over its batches, beside what memory holds.
package struct LearningPlot {
  private let analysis: Analysis

  package init(analysis: Analysis) { self.analysis = analysis }

  package func answer() throws -> Answer {
    let trace = try analysis.trace()
    let replay = try analysis.replay(at: trace.batches.count)
    let (validations, baselines) = (RunTable.validations(trace), RunTable.baselines(trace))
    let banks = replay.summaries.map { Double($0.bank) }
    let columns: [Column] = [
      .number("batch", essential: true), .number("validation", essential: true),
      .number("baseline", essential: true), .number("bank", essential: true),
    ]
    let rows = trace.batches.indices.map { index -> [Cell] in
      [
        .integer(trace.batches[index].number), .optional(validations[index], places: 4),
        .optional(baselines[index], places: 2), .integer(replay.summaries[index].bank),
      ]
    }
    let table = Table("learning", columns, rows: rows)
    guard validations.contains(where: { $0 != nil }) || baselines.contains(where: { $0 != nil }) else {
      return Answer([.said("the log values nothing: it has neither calls nor evals"), .data(table)])
    }
    return Answer([.plot(plot(validations, baselines, banks, trace.batches.map(\.number)), data: table)])
  }

  private func plot(_ validations: [Double?], _ baselines: [Double?], _ banks: [Double], _ numbers: [Int])
    -> Plot
  {
    func points(_ values: [Double?]) -> [Plot.Point] {
      values.enumerated().map { Plot.Point(Double($0.offset + 1), $0.element) }
    }
    // One axis for all: shares as percent.
    let series = [
      Plot.Series("validation, %", .points, points(validations.map { $0.map { 100 * $0 } })),
      Plot.Series("baseline of the batch", .line, points(baselines)),
      Plot.Series("items in memory", .line, points(banks)),
    ]
    return Plot(
      "how the run learns",
      x: Plot.Axis("batch", .places(numbers.map { "\($0)" }), range: 1...Double(max(1, numbers.count))),
      y: Plot.Axis("value", zeroLine: true), panels: [Plot.Panel("", series: series)])
  }
}
