/// A panel drawn, with its labels on the left and its marks below.
struct PlotPanel {
  private(set) var rows: [[(Unicode.Scalar, PlotInk)]] = []
  private let frame: PlotFrame

  init(_ panel: Plot.Panel, of plot: Plot, _ frame: PlotFrame, dense: Bool) {
    self.frame = frame
    var canvas = PlotCanvas(columns: frame.columns, rows: frame.rows)
    // What is drawn last lies on top: a point tells more than the line that passes it.
    if let shade = plot.shadeOfCells { draw(panel.series, shade, on: &canvas) }
    for look in PlotLook.all(of: panel, .band) { PlotBand(look, frame).draw(on: &canvas) }
    for look in PlotLook.all(of: panel, .line) { draw(look, on: &canvas) }
    let zero = plot.x.hasZeroLine ? frame.column(0) : nil
    for look in PlotLook.all(of: panel, .intervals) {
      PlotIntervals(look, frame, zero: zero).draw(on: &canvas)
    }
    for look in PlotLook.all(of: panel, .points) { draw(look, dense: dense, on: &canvas) }
    for mark in panel.marks {
      guard let dot = frame.dot(mark.x, mark.y) else { continue }
      canvas.glyph(mark.symbol.glyph, atDot: dot.x, dot.y, .mark(mark.symbol))
    }
    rows = labelled(canvas, hasZeroLine: plot.y.hasZeroLine, zero: zero)
    rows += lanes(panel.marks.filter { $0.y == nil })
  }

  private func draw(_ look: PlotLook, on canvas: inout PlotCanvas) {
    var last: (x: Int, y: Int)?
    for point in look.series.points {
      let next = frame.dot(point.x, point.y)
      if let next { canvas.line(from: last ?? next, to: next, look.dash, look.ink) }
      last = next
    }
  }

  private func draw(_ look: PlotLook, dense: Bool, on canvas: inout PlotCanvas) {
    for dot in look.series.points.lazy.compactMap({ frame.dot($0.x, $0.y) }) {
      if dense {
        canvas.dot(dot.x, dot.y, look.ink)
      } else {
        canvas.glyph(look.glyph, atDot: dot.x, dot.y, look.ink)
      }
    }
  }

  private func draw(_ series: [Plot.Series], _ shade: Plot.Shade, on canvas: inout PlotCanvas) {
    let cells = PlotCells(series, frame.extent, most: (frame.columns, frame.rows))
    for row in 0..<frame.rows {
      // Rows of the screen go down, those of cells go up unless they are places.
      let height = frame.y.isTopDown ? row : frame.rows - 1 - row
      for column in 0..<frame.columns {
        let cell = (column * cells.columns / frame.columns, height * cells.rows / frame.rows)
        guard let value = cells[cell.0, cell.1] else { continue }
        let look = PlotShadeGlyph(shade.strength(value))
        canvas.glyph(look.glyph, column: column, row: row, look.ink)
      }
    }
  }

  private func labelled(_ canvas: PlotCanvas, hasZeroLine: Bool, zero: Int?) -> [[(Unicode.Scalar, PlotInk)]]
  {
    let level = hasZeroLine && frame.y.low <= 0 && 0 <= frame.y.high ? frame.row(ofHeight: 0) : nil
    return (0..<canvas.rows).map { row in
      let label = frame.labels[row]
      let edge = row == level ? "┼" : label == nil ? "│" : "┤"
      return left(label, edge) + canvas.row(row) { row == level ? "┈" : $0 == zero ? "┊" : " " }
    }
  }

  /// Marks in as few rows as keep those of different symbols from hiding each other.
  private func lanes(_ marks: [Plot.Mark]) -> [[(Unicode.Scalar, PlotInk)]] {
    var lanes: [[Plot.Mark.Symbol?]] = []
    for mark in marks {
      guard let column = frame.column(mark.x) else { continue }
      let free = lanes.firstIndex { $0[column] == nil || $0[column] == mark.symbol }
      if free == nil { lanes.append(Array(repeating: nil, count: frame.columns)) }
      lanes[free ?? lanes.count - 1][column] = mark.symbol
    }
    return lanes.map { lane in
      left(nil, "│") + lane.map { symbol in symbol.map { ($0.glyph, .mark($0)) } ?? (" ", .plain) }
    }
  }

  private func left(_ label: Grid.Entry?, _ edge: String) -> [(Unicode.Scalar, PlotInk)] {
    let padding = String(repeating: " ", count: max(0, frame.gutter - (label?.width ?? 0)))
    return (padding + (label?.text ?? "") + " ").unicodeScalars.map { ($0, .plain) }
      + edge.unicodeScalars.map { ($0, .faint) }
  }
}
