/// Where the parts of a plot stand on a screen: the scales, and how much room panels and labels have.
struct PlotFrame {
  let x: PlotScale
  let y: PlotScale
  /// Columns and rows of each panel.
  let columns: Int
  let rows: Int
  /// Columns of the labels on the left.
  let gutter: Int
  private let xRange: ClosedRange<Double>
  private let yRange: ClosedRange<Double>

  /// Nil where there is nothing to draw.
  init?(_ plot: Plot, width: Int, rows: Int, ruler: Ruler, show: (String) -> String) {
    guard let extent = PlotExtent(plot) else { return nil }
    (xRange, yRange, self.rows) = (extent.x, extent.y, rows)
    y = PlotScale(upright: extent.y.lowerBound, extent.y.upperBound, most: max(2, rows / 3))
    gutter = y.ticks.map(\.text.utf8.count).max() ?? 0
    let columns = max(4, width - gutter - 2)
    self.columns = columns
    x = PlotScale(level: extent.x.lowerBound, extent.x.upperBound, plot.x.scale, columns: columns) { scale in
      PlotFrame.labels(scale, columns, ruler, show) != nil
    }
  }

  /// The dot of a canvas that stands for a point; nil outside of the axes.
  func dot(_ x: Double, _ y: Double?) -> (x: Int, y: Int)? {
    guard let y, x.isFinite, y.isFinite, xRange.contains(x), yRange.contains(y) else { return nil }
    return (self.x.place(x, of: 2 * columns), 4 * rows - 1 - self.y.place(y, of: 4 * rows))
  }

  func column(_ x: Double) -> Int? {
    x.isFinite && xRange.contains(x) ? self.x.place(x, of: 2 * columns) / 2 : nil
  }

  func row(ofHeight y: Double) -> Int { (4 * rows - 1 - self.y.place(y, of: 4 * rows)) / 4 }

  /// The labels under the panels, each with its first column; nil where two of them would touch.
  static func labels(
    _ scale: PlotScale, _ columns: Int, _ ruler: Ruler, _ show: (String) -> String
  ) -> [(column: Int, text: String)]? {
    var labels: [(column: Int, text: String)] = []
    var end = -2
    for tick in scale.ticks {
      let text = show(tick.text)
      let width = ruler.width(of: text)
      let middle = scale.place(tick.value, of: 2 * columns) / 2
      let column = max(0, min(middle - width / 2, columns - width))
      if column < end + 2 || width > columns { return nil }
      labels.append((column, text))
      end = column + width
    }
    return labels
  }
}

/// How far the values of a plot reach.
private struct PlotExtent {
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>

  init?(_ plot: Plot) {
    var (xs, ys) = (Reach(), Reach())
    for panel in plot.panels {
      for point in panel.series.lazy.flatMap(\.points) where point.x.isFinite && point.y?.isFinite == true {
        xs.take(point.x)
        ys.take(point.y)
      }
      for mark in panel.marks where mark.x.isFinite {
        xs.take(mark.x)
        ys.take(mark.y)
      }
    }
    if ys.range != nil || plot.y.range != nil, plot.y.hasZeroLine { ys.take(0) }
    guard let x = finite(plot.x.range) ?? xs.range, let y = finite(plot.y.range) ?? ys.range else {
      return nil
    }
    (self.x, self.y) = (x, y)
  }
}

private func finite(_ range: ClosedRange<Double>?) -> ClosedRange<Double>? {
  range.flatMap { $0.lowerBound.isFinite && $0.upperBound.isFinite ? $0 : nil }
}

private struct Reach {
  private(set) var range: ClosedRange<Double>?

  mutating func take(_ value: Double?) {
    guard let value, value.isFinite else { return }
    range = range.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
  }
}
