/// What lines, points, marks and colours mean, in as many rows as it takes.
struct SVGLegend {
  private let keys: [PlotKey]
  private let shade: Plot.Shade?
  private let room: Double

  init(_ plot: Plot, room: Double) {
    (keys, shade, self.room) = (PlotKey.all(of: plot), plot.shadeOfCells, room)
  }

  private static let rowHeight: Double = 18

  /// How far down it reaches comes back.
  func draw(from top: Double, on page: inout SVGElements) -> Double {
    var (x, y) = (margin, top + 12)
    for key in keys {
      let sample = width(of: key.sign)
      let label = SVGText(key.label, size: textSize, room: room - sample - 6)
      if x > margin, x + sample + 6 + label.width > margin + room {
        (x, y) = (margin, y + SVGLegend.rowHeight)
      }
      draw(key.sign, x, y - 4, on: &page)
      page.write(label, x + sample + 6, y)
      x += sample + 6 + label.width + 18
    }
    if let shade {
      if x > margin { y += SVGLegend.rowHeight }
      draw(shade, y, on: &page)
    } else if keys.isEmpty {
      return top
    }
    return y + 6
  }

  private func width(of sign: PlotKey.Sign) -> Double {
    switch sign {
    case .series(.points, _, _), .mark: 10
    default: 24
    }
  }

  private func draw(_ sign: PlotKey.Sign, _ x: Double, _ y: Double, on page: inout SVGElements) {
    switch sign {
    case .mark(let symbol): symbol.draw(x + 5, y, title: nil, on: &page)
    case .series(.points, let colour, let variant):
      SVGShape.draw([(x + 5, y)], variant, colour: colour, on: &page)
    case .series(.band, let colour, _):
      var area = SVGPath()
      area.rectangle(x, y - 5, 24, 10)
      page.fill(area, colour: colour, " fill-opacity=\"0.18\"")
    case .series(.intervals, let colour, let variant):
      var whisker = SVGPath()
      whisker.shape(x, y - 3, "v6m0-3h24m0-3v6")
      page.stroke(whisker, colour: colour, width: 1.6)
      SVGShape.draw([(x + 12, y)], variant, colour: colour, on: &page)
    case .series(_, let colour, let variant):
      var line = SVGPath()
      line.move(x, y)
      line.across(to: x + 24)
      page.stroke(line, colour: colour, width: 1.8, dashes(variant))
    }
  }

  private func draw(_ shade: Plot.Shade, _ y: Double, on page: inout SVGElements) {
    let low = SVGText(shortNumber(shade.low), size: labelSize)
    let high = SVGText(shortNumber(shade.high), size: labelSize)
    let ramp = room - low.width - high.width - 24
    let label = SVGText(shade.label, size: textSize, room: max(0, ramp - 63))
    page.write(label, margin, y)
    var x = margin + label.width + 12
    page.write(low, x, y, size: labelSize, soft: true)
    x += low.width + 6
    let width = max(1, min(8, (ramp - label.width) / 21))
    for step in (shade.low < 0 ? -10 : 0)...(shade.high > 0 ? 10 : 0) {
      var area = SVGPath()
      area.rectangle(x, y - 10, width, 12)
      SVGCells.fill(area, step, on: &page)
      if step < 0 {
        var below = SVGPath()
        below.move(x, y - 4)
        below.across(to: x + width)
        page.rule(below, "cut", SVGStyle.paper, " stroke-opacity=\"0.75\"")
      }
      x += width
    }
    page.write(high, x + 6, y, size: labelSize, soft: true)
  }
}
