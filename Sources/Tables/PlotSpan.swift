/// What a band covers at one place, no further than the axis reaches.
struct PlotSpan {
  var x: Double
  var low: Double
  var high: Double
}

extension PlotExtent {
  /// A band in pieces, broken at its gaps. Where an edge leaves the axis between two points, a span stands at that very
  /// place: cut only at the points, the band would look narrower than it is.
  func spans(_ points: [Plot.Point]) -> [[PlotSpan]] {
    var pieces: [[PlotSpan]] = []
    var last: PlotSpan?
    for point in points {
      let next = span(point)
      defer { last = next }
      guard let next else { continue }
      guard let last else {
        pieces.append([clamped(next)])
        continue
      }
      for part in crossings(last, next) {
        pieces[pieces.count - 1].append(clamped(between(last, next, part)))
      }
      pieces[pieces.count - 1].append(clamped(next))
    }
    return pieces
  }

  private func span(_ point: Plot.Point) -> PlotSpan? {
    guard let ends = point.ends, x.contains(point.x) else { return nil }
    let low = ends.low.isFinite ? ends.low : ends.low < 0 ? y.lowerBound : y.upperBound
    let high = ends.high.isFinite ? ends.high : ends.high < 0 ? y.lowerBound : y.upperBound
    return PlotSpan(x: point.x, low: min(low, high), high: max(low, high))
  }

  private func clamped(_ span: PlotSpan) -> PlotSpan {
    func within(_ value: Double) -> Double { min(max(value, y.lowerBound), y.upperBound) }
    return PlotSpan(x: span.x, low: within(span.low), high: within(span.high))
  }

  /// How far from the one to the other an edge passes an end of the axis, in order.
  private func crossings(_ start: PlotSpan, _ end: PlotSpan) -> [Double] {
    var parts: [Double] = []
    for (from, to) in [(start.low, end.low), (start.high, end.high)] {
      for bound in [y.lowerBound, y.upperBound] where (from < bound) != (to < bound) {
        let part = (bound / 4 - from / 4) / (to / 4 - from / 4)
        if 0 < part, part < 1 { parts.append(part) }
      }
    }
    return parts.sorted()
  }

  private func between(_ start: PlotSpan, _ end: PlotSpan, _ part: Double) -> PlotSpan {
    func mixed(_ from: Double, _ to: Double) -> Double { from * (1 - part) + to * part }
    return PlotSpan(
      x: min(max(mixed(start.x, end.x), min(start.x, end.x)), max(start.x, end.x)),
      low: mixed(start.low, end.low), high: mixed(start.high, end.high))
  }
}
