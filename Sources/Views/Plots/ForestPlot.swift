import Analyses
import Answers
import Basics
import Scoring
import Studies
import Tables

/// Units with the intervals of their means, and what the evidence allows one to say of them.
package struct ForestPlot {
  let analysis: Analysis
  let shown: PlottedUnits
  private let intervals: UnitIntervals
  private let verdicts: Verdicts

  package init(_ analysis: Analysis, shown: PlottedUnits) throws {
    self.analysis = analysis
    self.shown = shown
    intervals = try UnitIntervals(analysis)
    verdicts = try analysis.verdicts()
  }

  package func answer() throws -> Answer {
    let table = try table()
    if shown.units.isEmpty { return Answer(shown.notes + [.data(table)]) }
    return Answer(
      [.plot(try plot(), data: table)] + shown.notes + [.said(note), .said(try analysis.standing().sentence)])
  }

  private var note: String {
    let rule = analysis.study.settings.deltaRule
    let isWide = rule.clip == nil && rule.signal.isBoundedByScores
    let hint =
      intervals.isOfDeltas
      ? (isWide ? "; it reckons with the whole range of scores, a clip narrows it" : "")
      : "; set clip N, or a range in the log's header, gives intervals of deltas"
    return "each interval holds at all times at once\(hint)"
  }

  func plot() throws -> Plot {
    let rows = try shown.units.map(title)
    let points = shown.units.enumerated().map { place, unit in
      Plot.Point(
        estimate(of: unit), Double(place + 1), low: verdicts.low[unit], high: verdicts.high[unit])
    }
    return Plot(
      "\(intervals.subject) of units, with intervals of \(intervals.confidence)",
      x: Plot.Axis(intervals.subject, zeroLine: true),
      y: Plot.Axis("unit", .places(rows), range: 1...Double(rows.count)),
      panels: [Plot.Panel("", series: [Plot.Series("mean and interval", .intervals, points)])])
  }

  /// Short words first: a narrow screen cuts from the end.
  private func title(of unit: Int) throws -> String {
    let facts = "\(unitName(unit)) \(verdicts.verdict[unit].rawValue) n \(verdicts.n[unit])"
    guard case .text(let content) = try UnitText(Int32(unit), analysis).content else { return facts }
    return "\(facts) \(content)"
  }

  private func estimate(of unit: Int) -> Double { intervals.course(of: unit).last?.estimate ?? .nan }

  private func table() throws -> Table {
    let columns: [Column] = [
      .text("unit", essential: true), .text("verdict", essential: true), .number("n", essential: true),
      .number("mhat"), .number("mean", essential: true), .number("low", essential: true),
      .number("high", essential: true), .text("content", flexible: true), .text("name"),
    ]
    let evidence = try analysis.evidence()
    let rows = try shown.units.map { unit -> [Cell] in
      [
        .text(unitName(unit)), .text(verdicts.verdict[unit].rawValue), .integer(Int(verdicts.n[unit])),
        .optional(evidence.mhat[unit], places: 2),
        .optional(intervals.course(of: unit).last?.estimate, places: 2),
        .optional(verdicts.low[unit], places: 2), .optional(verdicts.high[unit], places: 2),
        try UnitText(Int32(unit), analysis).content, .text(try analysis.name(ofUnit: unit)),
      ]
    }
    return Table("forest", columns, rows: rows)
  }
}
