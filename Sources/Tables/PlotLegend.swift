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
      let own = ruler.width(of: String(String.UnicodeScalarView(entry.sample.map(\.0)))) + 1
      let label = ruler.fit(Grid.Entry(text: text, width: ruler.width(of: text)), to: max(1, room - own))
      let fits = !lines.isEmpty && width + 3 + own + label.width <= room
      let cells = entry.sample + (" " + label.text).unicodeScalars.map { ($0, PlotInk.plain) }
      if fits {
        lines[lines.count - 1] += "   ".unicodeScalars.map { ($0, .plain) } + cells
      } else {
        lines.append(cells)
      }
      width = (fits ? width + 3 : 0) + own + label.width
    }
  }

  private typealias Entry = (sample: [(Unicode.Scalar, PlotInk)], label: String)

  private static func entries(_ plot: Plot) -> [Entry] {
    let keys = PlotKey.all(of: plot).map { ($0.sample, $0.label) }
    guard let shade = plot.shadeOfCells else { return keys }
    let range = "\(shortNumber(shade.low)) to \(shortNumber(shade.high))"
    let looks = ((shade.low < 0 ? -3 : 0)...(shade.high > 0 ? 3 : 0)).map { PlotShadeGlyph(Double($0) / 3) }
    return keys + [(looks.map { ($0.glyph, $0.ink) }, range + " " + shade.label)]
  }
}

extension PlotKey {
  fileprivate var sample: [(Unicode.Scalar, PlotInk)] {
    switch sign {
    case .mark(let symbol): [(symbol.glyph, .mark(symbol))]
    case .series(let kind, let colour, let variant):
      sample(kind, variant).unicodeScalars.map { ($0, .series(colour)) }
    }
  }

  private func sample(_ kind: Plot.Series.Kind, _ variant: Int) -> String {
    switch kind {
    case .line: PlotDash.allCases[variant % PlotDash.allCases.count].sample
    case .points: String(pointGlyphs[variant % pointGlyphs.count])
    case .band: "⣉⣉"
    case .intervals: "├\(centreGlyphs[variant % centreGlyphs.count])┤"
    case .cells: "■"
    }
  }
}
