/// Draws a panel: what is drawn last lies on top, and a point tells more than the line that passes it.
struct SVGPanel {
  let plot: Plot
  let panel: Plot.Panel
  let frame: SVGFrame
  /// Where the panel begins on the drawing.
  let top: Double

  func draw(on page: inout SVGElements) {
    drawGrid(on: &page)
    if frame.extent.cellWidth > 0 { SVGCells(self).draw(on: &page) }
    for look in PlotLook.all(of: panel, .band) {
      let band = SVGBand(look.series.points, frame).path
      page.fill(band, colour: look.colour, " fill-opacity=\"0.18\"\(lowered)")
    }
    drawZero(on: &page)
    // A cloud of points would hide the line.
    let points = PlotLook.all(of: panel, .points)
    for look in points where look.series.points.count > 1000 { drawPoints(look, on: &page) }
    for look in PlotLook.all(of: panel, .line) { draw(look, on: &page) }
    let intervals = PlotLook.all(of: panel, .intervals)
    for look in intervals { SVGIntervals(look, of: intervals.count, frame, top).draw(on: &page) }
    for look in points where look.series.points.count <= 1000 { drawPoints(look, on: &page) }
    drawLabels(on: &page)
    for mark in panel.marks {
      guard let x = frame.across(mark.x), let y = frame.down(mark.y) else { continue }
      mark.symbol.draw(x, top + y, title: title(of: mark), on: &page)
    }
  }

  /// Courses count from the top of their panel.
  private var lowered: String { " transform=\"translate(0 \(coordinate(top)))\"" }

  private func drawGrid(on page: inout SVGElements) {
    var (rules, axis) = (SVGPath(), SVGPath())
    let isHeat = frame.extent.cellWidth > 0
    for tick in frame.y.ticks where !isHeat {
      rules.move(frame.left, top + frame.level(tick.value))
      rules.across(to: frame.right)
    }
    for tick in frame.x.ticks where plot.y.scale.isPlaces && !isHeat {
      rules.move(frame.edge(tick.value), top)
      rules.up(to: top + frame.height)
    }
    page.rule(rules, "rule", SVGStyle.rule)
    axis.move(frame.left, top + frame.height)
    axis.across(to: frame.right)
    for tick in frame.x.ticks {
      axis.move(frame.edge(tick.value), top + frame.height)
      axis.up(to: top + frame.height + 4)
    }
    page.rule(axis, "axis", SVGStyle.axis)
  }

  private func drawZero(on page: inout SVGElements) {
    var zero = SVGPath()
    if plot.y.hasZeroLine, let level = frame.down(0) {
      zero.move(frame.left, top + level)
      zero.across(to: frame.right)
    }
    if plot.x.hasZeroLine, let place = frame.across(0) {
      zero.move(place, top)
      zero.up(to: top + frame.height)
    }
    page.rule(zero, "axis", SVGStyle.axis, " stroke-width=\"1.2\"")
  }

  private func draw(_ look: PlotLook, on page: inout SVGElements) {
    let course = SVGCourse(look.series.points.map(place))
    page.stroke(course.path, colour: look.colour, width: 1.8, dashes(look.variant) + lowered)
  }

  private func drawPoints(_ look: PlotLook, on page: inout SVGElements) {
    let places = look.series.points.compactMap(place).map { (x: $0.x, y: $0.y + top) }
    SVGShape.draw(SVGCourse.spread(places), look.variant, colour: look.colour, on: &page)
  }

  private func place(_ point: Plot.Point) -> SVGCourse.Place? {
    guard let x = frame.across(point.x), let y = frame.down(point.y) else { return nil }
    return (x, y)
  }

  private func drawLabels(on page: inout SVGElements) {
    for (tick, label) in zip(frame.y.ticks, frame.rowLabels) {
      let base = top + frame.level(tick.value) + 4
      page.write(label, frame.left - 7, base, size: labelSize, soft: !plot.y.scale.isPlaces, .end)
    }
  }

  /// Marks without a height, in as few rows as keep those of different symbols apart; how high they are comes back.
  func drawLanes(from lane: Double, on page: inout SVGElements) -> Double {
    var lanes: [[Plot.Mark.Symbol?]] = []
    for mark in panel.marks where mark.y == nil {
      guard let x = frame.across(mark.x) else { continue }
      let slot = Int((x - frame.left) / 10) + 1
      let slots = slot - 1...slot + 1
      let free = lanes.firstIndex { lane in slots.allSatisfy { lane[$0] == nil || lane[$0] == mark.symbol } }
      let row = free ?? lanes.count
      if free == nil { lanes.append(Array(repeating: nil, count: Int(frame.width / 10) + 3)) }
      lanes[row][slot] = mark.symbol
      mark.symbol.draw(x, lane + 14 * Double(row) + 8, title: title(of: mark), on: &page)
    }
    return 14 * Double(lanes.count)
  }

  /// What one reads who points at a mark. Where there are very many, the legend has to do.
  private func title(of mark: Plot.Mark) -> String? {
    if panel.marks.count > 500 { return nil }
    var place = shortNumber(mark.x)
    if let names = plot.x.scale.names, let name = names.at(mark.x) { place = name }
    let cut = SVGText("\(mark.label) · \(plot.x.label) \(place)", size: 1)
    return cut.shown
  }
}

extension [String] {
  /// The name of a place, which counts from one.
  func at(_ place: Double) -> String? {
    guard 1 <= place, place <= Double(count) else { return nil }
    return self[Int(place) - 1]
  }
}

/// Points with whiskers. Those of several series at one place stand a little apart.
struct SVGIntervals {
  private let look: PlotLook
  private let frame: SVGFrame
  private let shift: Double

  init(_ look: PlotLook, of count: Int, _ frame: SVGFrame, _ top: Double) {
    (self.look, self.frame) = (look, frame)
    shift = top + (Double(look.variant) - Double(count - 1) / 2) * 8
  }

  func draw(on page: inout SVGElements) {
    var (whiskers, arrows) = (SVGPath(), SVGPath())
    var points: [SVGCourse.Place] = []
    for point in look.series.points {
      guard let level = frame.down(point.y) else { continue }
      let y = level + shift
      if let ends = point.ends { whisker(ends, y, &whiskers, &arrows) }
      if let x = frame.across(point.x) { points.append((x, y)) }
    }
    page.stroke(whiskers, colour: look.colour, width: 1.6)
    page.fill(arrows, colour: look.colour)
    SVGShape.draw(points, look.variant, colour: look.colour, on: &page)
  }

  private func whisker(
    _ ends: (low: Double, high: Double), _ y: Double, _ whiskers: inout SVGPath, _ arrows: inout SVGPath
  ) {
    let range = frame.extent.x
    let (left, right) = (frame.edge(range.lowerBound), frame.edge(range.upperBound))
    if ends.low < range.lowerBound { arrows.shape(left - 6, y, "l7-4v8Z") }
    if ends.high > range.upperBound { arrows.shape(right + 6, y, "l-7-4v8Z") }
    guard ends.high >= range.lowerBound, ends.low <= range.upperBound else { return }
    let (from, to) = (
      frame.edge(max(ends.low, range.lowerBound)), frame.edge(min(ends.high, range.upperBound))
    )
    whiskers.move(from, y)
    whiskers.across(to: to)
    if ends.low >= range.lowerBound { whiskers.shape(from, y - 3, "v6") }
    if ends.high <= range.upperBound { whiskers.shape(to, y - 3, "v6") }
  }
}
