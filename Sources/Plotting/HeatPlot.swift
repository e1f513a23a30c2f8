import Analyses
import Answers
import Scoring
import Tables
import TraceLogs
import Views

/// Units over batches, coloured by delta.
package struct HeatPlot {
  package let analysis: Analysis
  package let shown: PlottedUnits

  package init(analysis: Analysis, shown: PlottedUnits) {
    (self.analysis, self.shown) = (analysis, shown)
  }

  package func answer() throws -> Answer {
    let table = try table()
    if shown.units.isEmpty { return Answer(shown.notes + [.data(table)]) }
    let plot = try plot()
    return Answer([.plot(plot, data: table)] + shown.notes + [.said(note(plot))])
  }

  func plot() throws -> Plot {
    let batches = try analysis.trace().batches
    let observations = try analysis.observations()
    let rows = try shown.units.map(title)
    var cells: [Plot.Point] = []
    for (place, unit) in shown.units.enumerated() {
      for entry in observations.range(of: unit) {
        let step = Double(observations.batch[entry] + 1)
        cells.append(Plot.Point(step, Double(place + 1), value: observations.delta[entry]))
      }
    }
    let reach = HeatPlot.reach(cells.compactMap(\.value))
    return Plot(
      "delta of units by batch",
      x: Plot.Axis(
        "batch", .places(batches.map { "\($0.number)" }), range: 1...Double(max(1, batches.count))),
      y: Plot.Axis("unit", .places(rows), range: 1...Double(rows.count)),
      panels: [Plot.Panel("", series: [Plot.Series("delta", .cells, cells)])],
      shade: Plot.Shade("delta", low: -reach, high: reach))
  }

  private func title(of unit: Int) throws -> String {
    guard case .text(let content) = try UnitText(Int32(unit), analysis).content else { return unitName(unit) }
    return "\(unitName(unit)) \(content)"
  }

  /// The 95th percentile of sizes, nearest rank, so that one outlier does not blanch all others.
  static func reach(_ deltas: [Double]) -> Double {
    let sizes = deltas.map(\.magnitude).filter { $0 > 0 }.sorted()
    guard !sizes.isEmpty else { return 1 }
    return sizes[(95 * sizes.count + 99) / 100 - 1]
  }

  private func note(_ plot: Plot) -> String {
    let reach = fixed(plot.shade?.high ?? 0, places: 2)
    return "colours end at \(reach) on either side, which 95% of the deltas other than 0 do not pass"
  }

  private func table() throws -> Table {
    let columns: [Column] = [
      .text("unit", essential: true), .number("step"), .number("batch", essential: true),
      .number("delta", essential: true), .text("name"),
    ]
    let (batches, observations) = (try analysis.trace().batches, try analysis.observations())
    var table = Table("heat", columns)
    for unit in shown.units {
      let name = try analysis.name(ofUnit: unit)
      for entry in observations.range(of: unit) {
        let step = Int(observations.batch[entry])
        table.append([
          .text(unitName(unit)), .integer(step + 1), .integer(batches[step].number),
          .number(observations.delta[entry], places: 2), .text(name),
        ])
      }
    }
    return table
  }
}
