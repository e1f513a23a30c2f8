/// What a series is drawn with, so that those of one panel are told apart without colour too.
struct PlotLook {
  let series: Plot.Series
  /// Which colour. A band has that of the line it belongs to.
  let colour: Int
  /// Which of its kind it is in its panel: it has a dash, a shape or a glyph of its own.
  let variant: Int

  static func all(of panel: Plot.Panel) -> [PlotLook] {
    var counts: [Plot.Series.Kind: Int] = [:]
    let colours = colours(of: panel.series)
    return panel.series.enumerated().map { index, series in
      let variant = counts[series.kind, default: 0]
      counts[series.kind] = variant + 1
      return PlotLook(series: series, colour: colours[index], variant: variant)
    }
  }

  /// Bands are not counted: a line keeps its colour when a band is laid under it.
  private static func colours(of series: [Plot.Series]) -> [Int] {
    var next = 0
    let own = series.map { series -> Int? in
      if series.kind == .band { return nil }
      next += 1
      return next - 1
    }
    return own.indices.map { index in
      if let own = own[index] { return own }
      let after = series.indices.dropFirst(index).first { series[$0].kind == .line }
      let line = after ?? series.indices.prefix(index).last { series[$0].kind == .line }
      return line.flatMap { own[$0] } ?? next
    }
  }

  /// All kinds but `only` are left out.
  static func all(of panel: Plot.Panel, _ only: Plot.Series.Kind) -> [PlotLook] {
    all(of: panel).filter { $0.series.kind == only }
  }
}

/// What a series looks like on a terminal.
extension PlotLook {
  var ink: PlotInk { .series(colour) }
  var dash: PlotDash { PlotDash.allCases[variant % PlotDash.allCases.count] }

  var glyph: Unicode.Scalar {
    let glyphs = series.kind == .intervals ? centreGlyphs : pointGlyphs
    return glyphs[variant % glyphs.count]
  }
}

let pointGlyphs: [Unicode.Scalar] = ["•", "+", "×", "◦"]
/// Where an interval has its point.
let centreGlyphs: [Unicode.Scalar] = ["●", "○", "◆", "◇"]

/// A value as a glyph: the stronger, the larger, filled towards the high end and hollow towards the low one.
struct PlotShadeGlyph {
  let glyph: Unicode.Scalar
  let ink: PlotInk

  init(_ strength: Double) {
    let size = Int((strength.magnitude * 3).rounded(.up))
    ink = size == 0 ? .faint : strength < 0 ? .low : .high
    glyph = size == 0 ? "·" : (strength < 0 ? hollow : filled)[min(size, 3) - 1]
  }
}

private let filled: [Unicode.Scalar] = ["•", "▪", "■"]
private let hollow: [Unicode.Scalar] = ["◦", "▫", "□"]
