/// A panel drawn, with its labels on the left and its marks below.
struct PlotPanel {
  private(set) var rows: [[(Unicode.Scalar, PlotInk)]] = []
  private let frame: PlotFrame

  init(_ panel: Plot.Panel, _ frame: PlotFrame, hasZeroLine: Bool, dense: Bool) {
    self.frame = frame
    var canvas = PlotCanvas(columns: frame.columns, rows: frame.rows)
    // What is drawn last lies on top: a point tells more than the line that passes it.
    for look in PlotLook.all(of: panel) where look.series.kind == .line { draw(look, on: &canvas) }
    for look in PlotLook.all(of: panel) where look.series.kind == .points {
      draw(look, dense: dense, on: &canvas)
    }
    for mark in panel.marks {
      guard let dot = frame.dot(mark.x, mark.y) else { continue }
      canvas.glyph(mark.symbol.glyph, atDot: dot.x, dot.y, .mark(mark.symbol))
    }
    rows = labelled(canvas, hasZeroLine: hasZeroLine) + lanes(panel.marks.filter { $0.y == nil })
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

  private func labelled(_ canvas: PlotCanvas, hasZeroLine: Bool) -> [[(Unicode.Scalar, PlotInk)]] {
    let zero = hasZeroLine && frame.y.low <= 0 && 0 <= frame.y.high ? frame.row(ofHeight: 0) : nil
    var labels: [Int: String] = [:]
    for tick in frame.y.ticks {
      let row = frame.row(ofHeight: tick.value)
      if labels[row] == nil || tick.value == 0 { labels[row] = tick.text }
    }
    return (0..<canvas.rows).map { row in
      let edge = row == zero ? "┼" : labels[row] == nil ? "│" : "┤"
      return left(labels[row] ?? "", edge) + canvas.row(row, blank: row == zero ? "┈" : " ")
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
      left("", "│") + lane.map { symbol in symbol.map { ($0.glyph, .mark($0)) } ?? (" ", .plain) }
    }
  }

  private func left(_ label: String, _ edge: String) -> [(Unicode.Scalar, PlotInk)] {
    let padding = String(repeating: " ", count: max(0, frame.gutter - label.utf8.count))
    return (padding + label + " ").unicodeScalars.map { ($0, .plain) }
      + edge.unicodeScalars.map { ($0, .faint) }
  }
}

/// What a series is drawn with.
struct PlotLook {
  let series: Plot.Series
  let ink: PlotInk
  let dash: PlotDash
  let glyph: Unicode.Scalar

  static func all(of panel: Plot.Panel) -> [PlotLook] {
    var counts = [Plot.Series.Kind.line: 0, .points: 0]
    return panel.series.enumerated().map { index, series in
      let count = counts[series.kind, default: 0]
      counts[series.kind] = count + 1
      return PlotLook(
        series: series, ink: .series(index), dash: PlotDash.allCases[count % PlotDash.allCases.count],
        glyph: pointGlyphs[count % pointGlyphs.count])
    }
  }
}

private let pointGlyphs: [Unicode.Scalar] = ["•", "+", "×", "◦"]

extension Plot.Mark.Symbol {
  /// One column wide each.
  var glyph: Unicode.Scalar {
    switch self {
    case .triangle: "▲"
    case .cross: "✕"
    case .ring: "○"
    case .openTriangle: "△"
    }
  }
}

/// What lines, points and marks mean, in as many lines as it takes.
struct PlotLegend {
  private(set) var lines: [[(Unicode.Scalar, PlotInk)]] = []

  init(_ plot: Plot, room: Int, ruler: Ruler, show: (String) -> String) {
    var width = 0
    for entry in PlotLegend.entries(plot) {
      let text = show(entry.label)
      let own = ruler.width(of: entry.sample) + 1
      let label = ruler.fit(Grid.Entry(text: text, width: ruler.width(of: text)), to: max(1, room - own))
      let fits = !lines.isEmpty && width + 3 + own + label.width <= room
      let cells =
        entry.sample.unicodeScalars.map { ($0, entry.ink) }
        + (" " + label.text).unicodeScalars.map { ($0, PlotInk.plain) }
      if fits {
        lines[lines.count - 1] += "   ".unicodeScalars.map { ($0, .plain) } + cells
      } else {
        lines.append(cells)
      }
      width = (fits ? width + 3 : 0) + own + label.width
    }
  }

  private typealias Entry = (sample: String, label: String, ink: PlotInk)

  /// Each once, in the order in which they come.
  private static func entries(_ plot: Plot) -> [Entry] {
    var entries: [Entry] = []
    func add(_ entry: Entry) {
      if !entries.contains(where: { $0 == entry }) { entries.append(entry) }
    }
    for look in plot.panels.flatMap(PlotLook.all) where !look.series.points.isEmpty {
      let sample = look.series.kind == .line ? look.dash.sample : String(look.glyph)
      add((sample, look.series.name, look.ink))
    }
    for symbol in Plot.Mark.Symbol.allCases {
      for mark in plot.panels.lazy.flatMap(\.marks) where mark.symbol == symbol {
        add((String(symbol.glyph), mark.label, .mark(symbol)))
      }
    }
    return entries
  }
}
