/// A plot as a drawing of its own: a file, or a part of a page, any number of them on one.
///
/// It is light or dark as its reader's screen is; a page sets other colours by the custom properties `--maa-ink`,
/// `-soft`, `-rule`, `-axis`, `-paper`, `-low`, `-high` and `-c0` to `-c5`. It names nothing else that a page could have
/// too. It is as wide as there is room, up to `width`, and made for that: for a telephone draw it at 360.
public struct SVGRenderer: Sendable {
  private let width: Double

  /// In pixels; less than 240 is taken for 240.
  public init(width: Int = 720) {
    self.width = Double(min(4000, max(240, width)))
  }

  public func render(_ plot: Plot) -> String {
    var page = SVGElements()
    let height = draw(plot, on: &page)
    let (wide, high) = (coordinate(width), coordinate(height))
    let title = plot.title.isEmpty ? "plot" : plot.title
    return
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"maa-plot\" role=\"img\" viewBox=\"0 0 \(wide) \(high)\""
      + " width=\"100%\" style=\"max-width:\(wide)px\" fill=\"\(SVGStyle.ink)\" font-size=\"\(coordinate(textSize))\""
      + " font-family=\"system-ui,sans-serif\">\n<title>\(text(title))</title>\n"
      + "<desc>\(text(PlotDescription(plot).text))</desc>\n<style>\(SVGStyle.sheet)</style>\n"
      + "<rect class=\"paper\" fill=\"\(SVGStyle.paper)\" width=\"\(wide)\" height=\"\(high)\"/>\n"
      + "<g class=\"ink\">\n\(page.text)</g>\n</svg>\n"
  }

  private func text(_ text: String) -> String { XMLText.escaped(SVGText(text, size: 1).shown) }

  /// How high it is comes back.
  private func draw(_ plot: Plot, on page: inout SVGElements) -> Double {
    let room = width - 2 * margin
    var y: Double = 10
    if !plot.title.isEmpty {
      page.write(
        SVGText(plot.title, size: titleSize * boldness, room: room), margin, y + 14, size: titleSize, .start,
        .bold)
      y += 24
    }
    guard let frame = SVGFrame(plot, width: width) else {
      page.write(SVGText("nothing to draw", size: textSize), margin, y + 16, soft: true)
      return y + 30
    }
    y = SVGLegend(plot, room: room).draw(from: y, on: &page) + 6
    if !plot.y.label.isEmpty {
      let label = SVGText((plot.y.scale.isPlaces ? "" : "↑ ") + plot.y.label, size: labelSize, room: room)
      page.write(label, margin, y + 10, size: labelSize, soft: true)
      y += plot.panels.first?.title.isEmpty == true ? 24 : 18
    }
    for panel in plot.panels { y = draw(panel, of: plot, frame, from: y, on: &page) }
    return drawAxis(plot, frame, from: y, on: &page)
  }

  private func draw(
    _ panel: Plot.Panel, of plot: Plot, _ frame: SVGFrame, from top: Double, on page: inout SVGElements
  ) -> Double {
    var y = top
    if !panel.title.isEmpty {
      let title = SVGText(panel.title, size: textSize, room: width - 2 * margin)
      page.write(title, margin, y + 12)
      y += 24
    }
    let drawing = SVGPanel(plot: plot, panel: panel, frame: frame, top: y)
    drawing.draw(on: &page)
    y += frame.height + 6
    y += drawing.drawLanes(from: y, on: &page)
    return y + (plot.panels.count > 1 ? 10 : 0)
  }

  private func drawAxis(_ plot: Plot, _ frame: SVGFrame, from top: Double, on page: inout SVGElements)
    -> Double
  {
    let y = top + 12
    for tick in frame.x.ticks {
      let label = SVGText(tick.text, size: labelSize, room: frame.width / 2)
      let middle = frame.edge(tick.value)
      let place = min(max(middle, 2 + label.width / 2), width - 2 - label.width / 2)
      page.write(label, place, y, size: labelSize, soft: true, .middle)
    }
    let label = SVGText(plot.x.label, size: labelSize, room: frame.width)
    let arrow = label.shown.isEmpty ? label : SVGText(label.shown + " →", size: labelSize)
    page.write(arrow, frame.right, y + 18, size: labelSize, soft: true, .end)
    guard let panel = plot.panels.first, frame.extent.cellWidth > 0,
      let note = SVGCells(SVGPanel(plot: plot, panel: panel, frame: frame, top: 0)).note
    else { return y + 28 }
    let text = SVGText(note, size: labelSize, room: width - 2 * margin)
    page.write(text, margin, y + 34, size: labelSize, soft: true)
    return y + 44
  }
}

/// How much wider bold letters are.
private let boldness = 1.15

/// What a plot shows, in words, for those who do not see it.
struct PlotDescription {
  let text: String

  init(_ plot: Plot) {
    var parts = ["Across: \(PlotDescription.axis(plot.x)).", "Up: \(PlotDescription.axis(plot.y))."]
    for key in PlotKey.all(of: plot) {
      if case .series(let kind, _, _) = key.sign { parts.append("\(kind.word): \(key.label).") }
    }
    if let shade = plot.shadeOfCells {
      parts.append("Cells: \(shade.label), \(shortNumber(shade.low)) to \(shortNumber(shade.high)).")
    }
    let titles = plot.panels.map(\.title).filter { !$0.isEmpty }
    if plot.panels.count > 1 {
      parts.append("\(plot.panels.count) panels: \(titles.joined(separator: "; "))")
    }
    text = parts.joined(separator: " ")
  }

  private static func axis(_ axis: Plot.Axis) -> String {
    axis.label.isEmpty ? "no name" : axis.label
  }
}

extension Plot.Series.Kind {
  fileprivate var word: String {
    switch self {
    case .line: "Line"
    case .points: "Points"
    case .band: "Band"
    case .intervals: "Intervals"
    case .cells: "Cells"
    }
  }
}
