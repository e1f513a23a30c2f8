import Analyses
import Basics
import Identity
import Scoring
import Studies
import Tables
import TraceLogs

/// Every observation of every unit, with what was accumulated by then.
struct ObservationsView {
  let analysis: Analysis

  static let columns: [Column] = [
    .text("unit", essential: true), .text("name"), .number("step"), .number("batch", essential: true),
    .number("n", essential: true), .number("delta", essential: true), .number("mhat", essential: true),
  ]

  func table() throws -> Table {
    let count = try analysis.partition().unitCount
    var table = Table("observations", ObservationsView.columns)
    for unit in 0..<count {
      if unit % 256 == 0 { try analysis.pulse.beat("listing", unit, count) }
      table.append(contentsOf: try rows(of: unit))
    }
    return table
  }

  private func rows(of unit: Int) throws -> [[Cell]] {
    let (trace, observations) = (try analysis.trace(), try analysis.observations())
    let name = try analysis.name(of: Int(try analysis.partition().founder[unit])).description
    let path = trajectory(of: unit, in: observations, accumulator: analysis.study.settings.accumulator)
    return zip(observations.range(of: unit), path).enumerated().map { index, entry in
      let batch = Int(observations.batch[entry.0])
      return [
        .text(unitName(unit)), .text(name), .integer(batch + 1), .integer(trace.batches[batch].number),
        .integer(index + 1), .number(observations.delta[entry.0], places: 2), .number(entry.1, places: 2),
      ]
    }
  }
}
