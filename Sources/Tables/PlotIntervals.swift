/// Points with whiskers on a terminal: `├──●──┤`, each in a row, with arrows where an end lies beyond the axis.
struct PlotIntervals {
  private let look: PlotLook
  private let frame: PlotFrame
  /// The column of zero, where a line stands.
  private let zero: Int?

  init(_ look: PlotLook, _ frame: PlotFrame, zero: Int?) {
    (self.look, self.frame, self.zero) = (look, frame, zero)
  }

  func draw(on canvas: inout PlotCanvas) {
    for point in look.series.points where point.x.isFinite {
      guard let row = frame.row(of: point.y, variant: look.variant) else { continue }
      if let ends = point.ends { whisker(ends, row, on: &canvas) }
      if let column = frame.column(point.x) { canvas.glyph(look.glyph, column: column, row: row, look.ink) }
    }
  }

  private func whisker(_ ends: (low: Double, high: Double), _ row: Int, on canvas: inout PlotCanvas) {
    let range = frame.extent.x
    let (isLeft, isRight) = (ends.high < range.lowerBound, ends.low > range.upperBound)
    let (from, to) = (
      frame.edge(isRight ? range.upperBound : ends.low), frame.edge(isLeft ? range.lowerBound : ends.high)
    )
    for column in from...to {
      canvas.glyph(column == zero ? "┼" : "─", column: column, row: row, look.ink)
    }
    if !isRight { canvas.glyph(ends.low < range.lowerBound ? "◂" : "├", column: from, row: row, look.ink) }
    if !isLeft, to > from || isRight || ends.high > range.upperBound {
      canvas.glyph(ends.high > range.upperBound ? "▸" : "┤", column: to, row: row, look.ink)
    }
  }
}

/// An area on a terminal: both its edges, and a dot here and there between them, under all that is drawn else.
struct PlotBand {
  private let look: PlotLook
  private let frame: PlotFrame

  init(_ look: PlotLook, _ frame: PlotFrame) {
    (self.look, self.frame) = (look, frame)
  }

  private typealias Span = (x: Int, low: Double, high: Double)

  func draw(on canvas: inout PlotCanvas) {
    for piece in frame.extent.spans(look.series.points) {
      var last: Span?
      for span in piece {
        let x = frame.x.place(span.x, of: canvas.dotColumns)
        let next = (x, frame.y.share(span.low), frame.y.share(span.high))
        fill(from: last ?? next, to: next, on: &canvas)
        last = next
      }
    }
  }

  private func fill(from start: Span, to end: Span, on canvas: inout PlotCanvas) {
    for x in min(start.x, end.x)...max(start.x, end.x) {
      let part = start.x == end.x ? 1 : Double(x - start.x) / Double(end.x - start.x)
      let low = start.low + (end.low - start.low) * part
      let high = start.high + (end.high - start.high) * part
      column(x, row(high, canvas), row(low, canvas), on: &canvas)
    }
  }

  private func row(_ share: Double, _ canvas: PlotCanvas) -> Int {
    canvas.dotRows - 1 - Int((share * Double(canvas.dotRows - 1)).rounded())
  }

  private func column(_ x: Int, _ top: Int, _ bottom: Int, on canvas: inout PlotCanvas) {
    for y in min(top, bottom)...max(top, bottom) {
      let isEdge = (y == top || y == bottom) && x % 2 == 0
      if isEdge || (y % 4 == 1 && x % 4 == (y % 8 == 1 ? 0 : 2)) { canvas.dotUnder(x, y, look.ink) }
    }
  }
}
