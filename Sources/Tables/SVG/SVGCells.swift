/// Cells, coloured in ten steps towards each end. Those below none have a line through them: a print has no colour.
struct SVGCells {
  private let frame: SVGFrame
  private let top: Double
  private let shade: Plot.Shade
  private let cells: PlotCells

  init(_ panel: SVGPanel) {
    (frame, top) = (panel.frame, panel.top)
    shade = panel.plot.shadeOfCells ?? Plot.Shade("", low: 0, high: 0)
    cells = PlotCells(panel.panel.series, panel.frame.extent, most: SVGCells.most(panel.frame))
  }

  /// Narrower cells are not told apart.
  static func most(_ frame: SVGFrame) -> (columns: Int, rows: Int) {
    let rows = frame.y.isTopDown ? Int(frame.extent.y.upperBound - frame.extent.y.lowerBound + 0.5) : 90
    return (max(1, Int(frame.width / 2)), max(1, rows))
  }

  static func step(_ strength: Double) -> Int {
    let steps = (strength.magnitude * 10).rounded(.up)
    return strength < 0 ? -Int(steps) : Int(steps)
  }

  func draw(on page: inout SVGElements) {
    var areas: [Int: SVGPath] = [:]
    var below = SVGPath()
    for row in 0..<cells.rows {
      for run in runs(row) {
        let (x, width) = (place(run.from), place(run.to) - place(run.from))
        let (a, b) = (height(row), height(row + 1))
        let gap: Double = abs(b - a) > 6 ? 1 : 0
        areas[run.step, default: SVGPath()].rectangle(x, top + min(a, b), width, abs(b - a) - gap)
        guard run.step < 0 else { continue }
        below.move(x, top + (a + b) / 2)
        below.across(to: x + width)
      }
    }
    for step in -10...10 {
      if let area = areas[step] { SVGCells.fill(area, step, on: &page) }
    }
    page.rule(below, "cut", SVGStyle.paper, " stroke-opacity=\"0.75\"")
  }

  static func fill(_ area: SVGPath, _ step: Int, on page: inout SVGElements) {
    let (name, colour) =
      step == 0 ? ("soft", SVGStyle.soft) : step < 0 ? ("low", SVGStyle.low) : ("high", SVGStyle.high)
    let opacity = step == 0 ? "0.1" : fixed(0.1 + 0.09 * Double(abs(step)), places: 2)
    page.raw(
      "<path class=\"\(name)\" fill=\"\(colour)\" fill-opacity=\"\(opacity)\" shape-rendering=\"crispEdges\""
        + " d=\"\(area.data)\"/>\n")
  }

  private typealias CellRun = (from: Int, to: Int, step: Int)

  /// Neighbours of one colour are one rectangle.
  private func runs(_ row: Int) -> [CellRun] {
    var runs: [CellRun] = []
    for column in 0..<cells.columns {
      guard let value = cells[column, row] else { continue }
      let step = SVGCells.step(shade.strength(value))
      if let last = runs.last, last.to == column, last.step == step {
        runs[runs.count - 1].to = column + 1
      } else {
        runs.append((column, column + 1, step))
      }
    }
    return runs
  }

  private func place(_ column: Int) -> Double {
    frame.edge(corner(column * cells.mergedColumns, frame.extent.x, frame.extent.cellWidth))
  }

  private func height(_ row: Int) -> Double {
    frame.level(corner(row * cells.mergedRows, frame.extent.y, frame.extent.cellHeight))
  }

  private func corner(_ count: Int, _ range: ClosedRange<Double>, _ size: Double) -> Double {
    min(range.upperBound, range.lowerBound + Double(count) * size)
  }

  var note: String? { cells.note }
}
