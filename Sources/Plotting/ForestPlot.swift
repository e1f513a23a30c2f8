import Analyses
import Answers
import Language
import Scoring
import Studies
import Tables
import Views

/// Units with the intervals of their worths, and what the evidence allows one to say of them.
package struct ForestPlot {
  let analysis: Analysis
  let shown: PlottedUnits
  private let posterior: Posterior
  private let verdicts: Verdicts
  /// As wide as an interval is before anything is scored; nil where the log says nothing of worths.
  private let widest: Double?

  package init(_ analysis: Analysis, shown: PlottedUnits) throws {
    self.analysis = analysis
    self.shown = shown
    (posterior, verdicts) = (try analysis.posterior(), try analysis.verdicts())
    widest = posterior.model.map { $0.prior.high - $0.prior.low }
  }

  package func answer() throws -> Answer {
    let table = try table()
    if shown.units.isEmpty { return Answer(shown.notes + [.data(table)]) }
    return Answer(
      [.plot(try plot(), data: table)] + shown.notes + [.said(note), .said(try analysis.standing().sentence)])
  }

  private var note: String {
    posterior.model == nil
      ? "no interval of a worth: the log has no delta other than 0"
      : "a worth lies in its interval with probability 0.95, by the model of the whole log" + undrawn
  }

  /// Units of which hardly more is known than of any other stand as points.
  private var undrawn: String {
    let count = shown.units.count { interval(of: $0) == nil }
    return count > 0
      ? "; \(counted(count, "interval")) \(count == 1 ? "says" : "say") no more than the log says of any unit and "
        + "\(count == 1 ? "is" : "are") not drawn" : ""
  }

  /// What an interval must be narrower than, in parts of the one that any unit has.
  private static let idle = 0.75

  private func interval(of unit: Int) -> (low: Double, high: Double)? {
    guard let low = posterior.low[unit], let high = posterior.high[unit], let widest,
      high - low < ForestPlot.idle * widest
    else { return nil }
    return (low, high)
  }

  func plot() throws -> Plot {
    let rows = try shown.units.map(title)
    let points = shown.units.enumerated().map { place, unit in
      let interval = interval(of: unit)
      return Plot.Point(
        posterior.mean[unit] ?? .nan, Double(place + 1), low: interval?.low, high: interval?.high)
    }
    return Plot(
      "worth of units, with intervals of \(UnitIntervals.confidence)", x: Plot.Axis("worth", zeroLine: true),
      y: Plot.Axis("unit", .places(rows), range: 1...Double(rows.count)),
      panels: [Plot.Panel("", series: [Plot.Series("worth and interval", .intervals, points)])])
  }

  /// Short words first: a narrow screen cuts from the end.
  private func title(of unit: Int) throws -> String {
    let facts = "\(unitName(unit)) \(verdicts.verdict[unit].rawValue) n \(verdicts.n[unit])"
    guard case .text(let content) = try UnitText(Int32(unit), analysis).content else { return facts }
    return "\(facts) \(content)"
  }

  private func table() throws -> Table {
    let columns: [Column] = [
      .text("unit", essential: true), .text("verdict", essential: true), .number("n", essential: true),
      .number("mhat"), .number("chance", essential: true), .number("worth", essential: true),
      .number("low", essential: true),
      .number("high", essential: true), .text("content", flexible: true), .text("name"),
    ]
    let evidence = try analysis.evidence()
    let rows = try shown.units.map { unit -> [Cell] in
      [
        .text(unitName(unit)), .text(verdicts.verdict[unit].rawValue), .integer(Int(verdicts.n[unit])),
        .optional(evidence.mhat[unit], places: 2),
        .optional(posterior.chance[unit], places: 2), .optional(posterior.mean[unit], places: 2),
        .optional(posterior.low[unit], places: 2), .optional(posterior.high[unit], places: 2),
        try UnitText(Int32(unit), analysis).content, .text(try analysis.name(ofUnit: unit)),
      ]
    }
    return Table("forest", columns, rows: rows)
  }
}
