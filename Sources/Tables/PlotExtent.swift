/// How far the values of a plot reach, and how large its cells are.
struct PlotExtent {
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  /// The size of a cell; zero where there are none.
  let cellWidth: Double
  let cellHeight: Double

  /// Nil where there is nothing to draw.
  init?(_ plot: Plot) {
    var (xs, ys) = (Reach(), Reach())
    for panel in plot.panels {
      for series in panel.series {
        for point in series.points where point.isOn(plot.y.scale) { take(point, series.kind, &xs, &ys) }
      }
      for mark in panel.marks where mark.x.isFinite && (mark.y.map(plot.y.scale.holds) ?? true) {
        xs.take(mark.x)
        ys.take(mark.y)
      }
    }
    if ys.range != nil || plot.y.range != nil, plot.y.hasZeroLine { ys.take(0) }
    if xs.range != nil || plot.x.range != nil, plot.x.hasZeroLine { xs.take(0) }
    guard let x = finite(plot.x.range) ?? xs.range, var y = finite(plot.y.range) ?? ys.range else {
      return nil
    }
    if let names = plot.y.scale.names { y = y.clamped(to: 1...Double(max(1, names.count))) }
    let cells = plot.panels.lazy.flatMap(\.series).filter { $0.kind == .cells }.flatMap(\.points)
    let hasCells = !cells.isEmpty
    cellWidth = hasCells ? size(of: cells.map(\.x), plot.x.scale, in: x) : 0
    cellHeight =
      plot.y.scale.isPlaces ? 1 : hasCells ? size(of: cells.map { $0.y ?? .nan }, plot.y.scale, in: y) : 0
    self.x = widened(x, by: cellWidth / 2)
    self.y = widened(y, by: cellHeight / 2)
  }
}

private func take(_ point: Plot.Point, _ kind: Plot.Series.Kind, _ xs: inout Reach, _ ys: inout Reach) {
  guard point.x.isFinite else { return }
  switch kind {
  case .line, .points, .cells:
    guard let y = point.y, y.isFinite else { return }
    xs.take(point.x)
    ys.take(y)
  case .band:
    guard let (low, high) = point.ends, low.isFinite || high.isFinite else { return }
    xs.take(point.x)
    ys.take(low)
    ys.take(high)
  case .intervals:
    guard let y = point.y, y.isFinite else { return }
    for x in [point.x, point.low, point.high] { xs.take(x) }
    ys.take(y)
  }
}

extension Plot.Point {
  /// Whether its height is one of the places of the axis, where that has places.
  func isOn(_ scale: Plot.Axis.Scale) -> Bool { y.map(scale.holds) ?? true }

  /// Both, in their order; nil where one is missing or no number.
  var ends: (low: Double, high: Double)? {
    guard let low, let high, low <= high else { return nil }
    return (low, high)
  }
}

extension Plot.Axis.Scale {
  var isPlaces: Bool { names != nil }

  var names: [String]? {
    if case .places(let names) = self { names } else { nil }
  }

  func holds(_ value: Double) -> Bool {
    names.map { 1 <= value && value <= Double($0.count) } ?? true
  }
}

private func finite(_ range: ClosedRange<Double>?) -> ClosedRange<Double>? {
  range.flatMap { $0.lowerBound.isFinite && $0.upperBound.isFinite ? $0 : nil }
}

/// One on axes that count, else the shortest distance between two cells; no more than a million fit the axis.
private func size(of places: [Double], _ scale: Plot.Axis.Scale, in range: ClosedRange<Double>) -> Double {
  let least = range.upperBound / 1e6 - range.lowerBound / 1e6
  if scale != .continuous { return max(1, least) }
  let sorted = places.filter(\.isFinite).sorted()
  let gaps = zip(sorted.dropFirst(), sorted).lazy.map { $0 - $1 }.filter { $0 > 0 && $0.isFinite }
  return max(gaps.min() ?? 1, least)
}

private func widened(_ range: ClosedRange<Double>, by margin: Double) -> ClosedRange<Double> {
  let most = Double.greatestFiniteMagnitude
  return max(-most, range.lowerBound - margin)...min(most, range.upperBound + margin)
}

private struct Reach {
  private(set) var range: ClosedRange<Double>?

  mutating func take(_ value: Double?) {
    guard let value, value.isFinite else { return }
    range = range.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
  }
}
