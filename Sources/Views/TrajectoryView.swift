import Analyses
import Basics
import Identity
import Memory
import Scoring
import Tables
import TraceLogs

/// How the evidence of units came about, batch by batch, and what the replay did with them.
package struct TrajectoryView {
  let analysis: Analysis
  package let replay: Replay
  /// Batches shown, counted in the order of time from 1.
  package var steps: ClosedRange<Int>
  package var showsDeltas = true
  package var showsBand = true
  package var rows: Int?
  private let happened: [Int32: [Happening]]
  private let intervals: UnitIntervals

  /// An event that is marked: in which step, and what.
  private struct Happening {
    let step: Int
    let mark: TrajectoryMark
  }

  package init(_ analysis: Analysis, units: [Int]) throws {
    self.analysis = analysis
    intervals = try UnitIntervals(analysis)
    let replay = try analysis.replay()
    self.replay = replay
    steps = 1...max(1, try analysis.trace().batches.count)
    happened = try TrajectoryView.happenings(analysis, replay, of: Set(units.map { Int32($0) }))
  }

  private static func happenings(_ analysis: Analysis, _ replay: Replay, of units: Set<Int32>) throws
    -> [Int32: [Happening]]
  {
    let (trace, operations, partition) = (
      try analysis.trace(), try analysis.operations(), try analysis.units()
    )
    var happened: [Int32: [Happening]] = [:]
    for event in replay.events where units.contains(event.unit) {
      guard let mark = TrajectoryMark(event.kind) else { continue }
      happened[event.unit, default: []].append(Happening(step: Int(event.step), mark: mark))
    }
    for taken in trace.applied {
      let unit = partition.unitOf[Int(operations.ofProposal[Int(taken.proposal)])]
      guard units.contains(unit) else { continue }
      happened[unit, default: []].append(Happening(step: Int(taken.batch) + 1, mark: .recorded))
    }
    return happened
  }
}

extension TrajectoryView {
  package func plot(of units: [Int]) throws -> Plot {
    let names = try analysis.trace().batches.map { "\($0.number)" }
    let range = Double(steps.lowerBound)...Double(steps.upperBound)
    let courses = try units.map { unit in try course(of: unit).filter { steps.contains($0.step) } }
    let reach = reach(of: courses)
    let panels = try zip(units, courses).map { try panel(of: $0, $1, reach) }
    let title = showsDeltas ? "m̂ and delta by batch" : "m̂ by batch"
    return Plot(
      title, x: Plot.Axis("batch", .places(names), range: range),
      y: Plot.Axis(showsDeltas ? "m̂ and delta" : "m̂", zeroLine: true), panels: panels, rows: rows)
  }

  /// Why `plot` has no band, where one is wanted.
  package func note(on plot: Plot) -> String? {
    guard showsBand, !plot.panels.contains(where: { $0.series.contains { $0.kind == .band } }) else {
      return nil
    }
    return intervals.model == nil
      ? "no interval of the worth: the log has no delta other than 0"
      : "the worth's \(UnitIntervals.confidence) interval is still wider than what is drawn"
  }

  /// How far values reach. The band is cut there: after few observations it is as wide as all that is possible.
  private func reach(of courses: [[Observed]]) -> ClosedRange<Double> {
    var values = [0.0]
    for observed in courses.joined() {
      values += showsDeltas ? [observed.delta, observed.mhat] : [observed.mhat]
    }
    let ends = courses.compactMap { $0.last?.interval }.flatMap { [$0.low, $0.high] }
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let room = 0.5 * (high - low)
    let near = ends.filter { low - room <= $0 && $0 <= high + room }
    return min(low, near.min() ?? low)...max(high, near.max() ?? high)
  }

  private func panel(of unit: Int, _ course: [Observed], _ reach: ClosedRange<Double>) throws -> Plot.Panel {
    var series: [Plot.Series] = []
    let band = course.map { $0.band(within: reach) }
    if showsBand, band.contains(where: { $0.y != nil }) {
      series.append(Plot.Series("worth, \(UnitIntervals.confidence) interval", .band, band))
    }
    series.append(Plot.Series("m̂", .line, course.map { Plot.Point(Double($0.step), $0.mhat) }))
    if showsDeltas {
      series.append(Plot.Series("delta", .points, course.map { Plot.Point(Double($0.step), $0.delta) }))
    }
    let marks = happened[Int32(unit), default: []].filter { steps.contains($0.step) }.map {
      Plot.Mark(x: Double($0.step), $0.mark.symbol, $0.mark.rawValue)
    }
    return Plot.Panel(try title(of: unit), series: series, marks: marks)
  }

  private func title(of unit: Int) throws -> String {
    let evidence = try analysis.evidence()
    let mhat = evidence.mhat[unit].map { fixed($0, places: 2) } ?? "none"
    guard case .text(let content) = try UnitText(Int32(unit), analysis).content else { return unitName(unit) }
    return "\(unitName(unit))   n \(evidence.n[unit])   m̂ \(mhat)   \(content)"
  }

  /// An observation, the unit's `ordinal`th, what was accumulated by then, and where the worth lies.
  private struct Observed {
    let step: Int
    let ordinal: Int
    let delta: Double
    let mhat: Double
    let interval: Interval?

    /// A gap where the interval is wider than all that is drawn: it would only hide the rest.
    func band(within reach: ClosedRange<Double>) -> Plot.Point {
      guard let interval, interval.low > reach.lowerBound || interval.high < reach.upperBound else {
        return Plot.Point(Double(step), nil)
      }
      return Plot.Point(
        Double(step), interval.estimate.clamped(to: reach), low: interval.low.clamped(to: reach),
        high: interval.high.clamped(to: reach))
    }
  }

  private func course(of unit: Int) throws -> [Observed] {
    let observations = try analysis.observations()
    let range = observations.range(of: unit)
    let path = try trajectory(of: unit, in: observations, accumulator: analysis.accumulator())
    let intervals = intervals.course(of: unit)
    return zip(range, path).enumerated().map { index, entry in
      Observed(
        step: Int(observations.batch[entry.0]) + 1, ordinal: index + 1, delta: observations.delta[entry.0],
        mhat: entry.1, interval: index < intervals.count ? intervals[index] : nil)
    }
  }

  package func isObserved(_ unit: Int) throws -> Bool {
    try course(of: unit).contains { steps.contains($0.step) }
  }
}

extension TrajectoryView {
  static let columns: [Column] = [
    .text("unit", essential: true), .number("step"), .number("batch", essential: true),
    .number("n", essential: true), .number("delta", essential: true), .number("mhat", essential: true),
    .number("worth"), .number("low"), .number("high"), .text("event", essential: true), .text("name"),
  ]

  /// A row for each batch that scored a unit or in which something happened to it.
  package func table(of units: [Int]) throws -> Table {
    var table = Table("trajectory", TrajectoryView.columns)
    for unit in units { table.append(contentsOf: try rows(of: unit)) }
    return table
  }

  private func rows(of unit: Int) throws -> [[Cell]] {
    let batches = try analysis.trace().batches
    let name = try analysis.name(of: Int(try analysis.units().founder[unit])).description
    let events = Dictionary(grouping: happened[Int32(unit), default: []], by: \.step)
    var course = try course(of: unit)[...]
    var (ordinal, mhat, interval): (Int, Double?, Interval?) = (0, nil, nil)
    var rows: [[Cell]] = []
    for step in Set(course.map(\.step)).union(events.keys).sorted() {
      var delta: Double?
      if let observed = course.first, observed.step == step {
        (ordinal, delta) = (observed.ordinal, observed.delta)
        (mhat, interval) = (observed.mhat, observed.interval)
        course = course.dropFirst()
      }
      guard steps.contains(step) else { continue }
      let words = events[step].map { $0.map(\.mark.rawValue).joined(separator: ", ") }
      rows.append([
        .text(unitName(unit)), .integer(step), .integer(batches[step - 1].number), .integer(ordinal),
        .optional(delta, places: 2), .optional(mhat, places: 2), .optional(interval?.estimate, places: 2),
        .optional(interval?.low, places: 2), .optional(interval?.high, places: 2), .optional(words),
        .text(name),
      ])
    }
    return rows
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
  }
}

/// What is marked in a trajectory.
enum TrajectoryMark: String {
  case applied, skipped, evicted
  case recorded = "applied in the log"

  init?(_ kind: PoolEvent.Kind) {
    switch kind {
    case .applied: self = .applied
    case .skipped: self = .skipped
    case .evicted: self = .evicted
    case .founded, .joined, .returned, .observed, .unscored: return nil
    }
  }

  var symbol: Plot.Mark.Symbol {
    switch self {
    case .applied: .triangle
    case .skipped: .ring
    case .evicted: .cross
    case .recorded: .openTriangle
    }
  }
}
