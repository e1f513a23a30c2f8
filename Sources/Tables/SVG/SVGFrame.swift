/// Where the parts of a plot stand on a drawing: the scales, and how much room panels and labels have.
struct SVGFrame {
  let x: PlotScale
  let y: PlotScale
  let extent: PlotExtent
  /// From the left edge of the drawing to that of the panels.
  let left: Double
  let width: Double
  let height: Double
  let rowLabels: [SVGText]
  /// Points at the very ends are not cut, and do not touch the axis.
  private let inset: Double

  /// Nil where there is nothing to draw.
  init?(_ plot: Plot, width total: Double) {
    guard let extent = PlotExtent(plot) else { return nil }
    self.extent = extent
    height = SVGFrame.height(plot, extent)
    y = PlotScale(upright: extent.y, plot.y.scale, most: max(2, Int(height / 34)))
    let room = total * (plot.y.scale.isPlaces ? 0.4 : 0.25)
    rowLabels = y.ticks.map { SVGText($0.text, size: labelSize, room: room) }
    left = margin + (rowLabels.map(\.width).max() ?? 0).rounded(.up) + 8
    width = max(40, total - left - margin)
    inset = extent.cellWidth > 0 ? 0 : plot.y.scale.isPlaces ? 10 : 6
    let columns = width
    x = PlotScale(
      level: extent.x.lowerBound, extent.x.upperBound, plot.x.scale, columns: min(60, Int(width / 12))
    ) { SVGFrame.areApart($0, columns) }
  }

  private static func height(_ plot: Plot, _ extent: PlotExtent) -> Double {
    if plot.y.scale.isPlaces {
      let count = (extent.y.upperBound - extent.y.lowerBound).rounded()
      let intervals = plot.panels.map { $0.series.filter { $0.kind == .intervals }.count }.max() ?? 0
      return count * max(count <= 30 ? 18 : 14, 8 * Double(intervals) + 4)
    }
    switch plot.panels.count {
    case ...1: return 260
    case 2: return 180
    case 3...4: return 130
    default: return 96
    }
  }

  private static func areApart(_ scale: PlotScale, _ width: Double) -> Bool {
    var end = -Double.infinity
    for tick in scale.ticks {
      let label = SVGText(tick.text, size: labelSize).width
      let middle = scale.share(tick.value) * width
      if middle - label / 2 < end + 10 || label > width / 2 { return scale.ticks.count == 1 }
      end = middle + label / 2
    }
    return true
  }

  /// Nil outside of the axis.
  func across(_ value: Double) -> Double? { extent.x.contains(value) ? edge(value) : nil }

  /// At the end of the axis for what lies beyond.
  func edge(_ value: Double) -> Double { left + inset + x.share(value) * (width - 2 * inset) }

  /// From the top of a panel; nil outside of the axis.
  func down(_ value: Double?) -> Double? {
    value.flatMap { extent.y.contains($0) ? level($0) : nil }
  }

  func level(_ value: Double) -> Double { height * (1 - y.share(value)) }

  var right: Double { left + width }
}

/// At both sides of a drawing.
let margin: Double = 14
let labelSize: Double = 11
let textSize: Double = 12
let titleSize: Double = 15
