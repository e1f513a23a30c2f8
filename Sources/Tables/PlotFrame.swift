/// Where the parts of a plot stand on a screen: the scales, and how much room panels and labels have.
struct PlotFrame {
  let x: PlotScale
  let y: PlotScale
  /// Columns and rows of each panel.
  let columns: Int
  let rows: Int
  /// How many rows a place upright has, where there are places.
  let rowsOfPlace: Int
  /// Columns of the labels on the left.
  let gutter: Int
  /// By row.
  let labels: [Int: Grid.Entry]
  let extent: PlotExtent

  /// Nil where there is nothing to draw.
  init?(_ plot: Plot, width: Int, ruler: Ruler, show: (String) -> String) {
    guard let extent = PlotExtent(plot) else { return nil }
    self.extent = extent
    // Intervals of several series at one place stand below each other.
    let intervals = plot.panels.map { $0.series.filter { $0.kind == .intervals }.count }.max() ?? 0
    rowsOfPlace = plot.y.scale.isPlaces ? max(1, intervals) : 1
    let rows = PlotFrame.rows(plot, extent, rowsOfPlace)
    self.rows = rows
    let y = PlotScale(upright: extent.y, plot.y.scale, most: max(2, rows / 3))
    self.y = y
    labels = PlotFrame.labels(y, rows, ruler, most: plot.y.scale.isPlaces ? width * 2 / 5 : width, show)
    gutter = labels.values.map(\.width).max() ?? 0
    let columns = PlotFrame.columns(max(4, width - gutter - 2), extent)
    self.columns = columns
    x = PlotScale(level: extent.x.lowerBound, extent.x.upperBound, plot.x.scale, columns: columns) { scale in
      PlotFrame.labels(scale, columns, ruler, show) != nil
    }
  }

  /// Each place has its row. Else: the more panels, the lower each.
  private static func rows(_ plot: Plot, _ extent: PlotExtent, _ rowsOfPlace: Int) -> Int {
    if plot.y.scale.isPlaces {
      return max(1, Int((extent.y.upperBound - extent.y.lowerBound).rounded())) * rowsOfPlace
    }
    switch plot.panels.count {
    case _ where plot.rows != nil: return max(2, plot.rows ?? 2)
    case ...1: return 12
    case 2: return 8
    case 3...4: return 6
    default: return 4
    }
  }

  /// Cells are all of one width, as long as each has a column.
  private static func columns(_ room: Int, _ extent: PlotExtent) -> Int {
    guard extent.cellWidth > 0 else { return room }
    let count = PlotCells([], extent, most: (room, 1)).columns
    return count * max(1, room / count)
  }

  private static func labels(
    _ scale: PlotScale, _ rows: Int, _ ruler: Ruler, most: Int, _ show: (String) -> String
  ) -> [Int: Grid.Entry] {
    var labels: [Int: Grid.Entry] = [:]
    for tick in scale.ticks {
      let row = (4 * rows - 1 - scale.place(tick.value, of: 4 * rows)) / 4
      guard labels[row] == nil || tick.value == 0 else { continue }
      let text = show(tick.text)
      labels[row] = ruler.fit(Grid.Entry(text: text, width: ruler.width(of: text)), to: most)
    }
    return labels
  }

  /// The dot of a canvas that stands for a point; nil outside of the axes.
  func dot(_ x: Double, _ y: Double?) -> (x: Int, y: Int)? {
    guard let y, x.isFinite, y.isFinite, extent.x.contains(x), extent.y.contains(y) else { return nil }
    return (self.x.place(x, of: 2 * columns), 4 * rows - 1 - self.y.place(y, of: 4 * rows))
  }

  func column(_ x: Double) -> Int? {
    x.isFinite && extent.x.contains(x) ? self.x.place(x, of: 2 * columns) / 2 : nil
  }

  func row(ofHeight y: Double) -> Int { (4 * rows - 1 - self.y.place(y, of: 4 * rows)) / 4 }

  /// At the end of the axis for what lies beyond.
  func edge(_ x: Double) -> Int { self.x.place(x, of: 2 * columns) / 2 }

  /// The row of a series of intervals at a place, or of whatever is drawn at that height.
  func row(of y: Double?, variant: Int) -> Int? {
    guard let y, extent.y.contains(y) else { return nil }
    guard self.y.isTopDown else { return row(ofHeight: y) }
    return min(rows - 1, Int((y - extent.y.lowerBound)) * rowsOfPlace + variant % rowsOfPlace)
  }

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
