/// A plot for a person at a terminal, in braille dots, never wider than the screen and readable without colour.
///
/// Lines are thin courses of dots, further lines of a panel dashed; points are glyphs as long as there are no
/// more of them than columns, then dots. Marks without a height stand in rows of their own under their panel.
public struct PlotRenderer: Sendable {
  private let width: Int
  private let ruler: Ruler
  private let show: @Sendable (String) -> String
  private let styled: Bool

  /// As for a table; less than 20 columns are taken for 20. `styled` colours what is drawn.
  public init(
    width: Int = 80,
    measure: @escaping @Sendable (Character) -> Int = { _ in 1 },
    show: @escaping @Sendable (String) -> String = { $0 },
    styled: Bool = false
  ) {
    self.width = max(20, width) - indent
    self.ruler = Ruler(measure: measure)
    self.show = show
    self.styled = styled
  }

  public func render(_ plot: Plot) -> String {
    var page = PlotPage(styled: styled)
    write(plot.title, on: &page)
    guard let frame = PlotFrame(plot, width: width, ruler: ruler, show: show) else {
      write("(nothing to draw)", on: &page)
      return page.text
    }
    let most = plot.panels.map { $0.series.filter { $0.kind == .points }.map(\.points.count).max() ?? 0 }
      .max()
    for panel in plot.panels {
      let drawn = PlotPanel(panel, of: plot, frame, dense: most ?? 0 > frame.columns)
      draw(panel.title, drawn, on: &page)
    }
    drawAxis(frame, on: &page)
    write("across: \(plot.x.label) · \(frame.y.isTopDown ? "down" : "up"): \(plot.y.label)", on: &page)
    if let note = PlotCells.note(plot, frame) { write(note, on: &page) }
    for line in PlotLegend(plot, room: width, ruler: ruler, show: show).lines { page.line(line) }
    return page.text
  }

  private func draw(_ title: String, _ panel: PlotPanel, on page: inout PlotPage) {
    if !title.isEmpty {
      let text = show(title)
      page.line(ruler.fit(Grid.Entry(text: text, width: ruler.width(of: text)), to: width).text)
    }
    for row in panel.rows { page.line(row) }
  }

  private func drawAxis(_ frame: PlotFrame, on page: inout PlotPage) {
    var rule = [Unicode.Scalar](repeating: "─", count: frame.columns)
    for tick in frame.x.ticks { rule[frame.column(tick.value) ?? 0] = "┬" }
    let space = String(repeating: " ", count: frame.gutter + 1)
    page.line((space + "└").unicodeScalars.map { ($0, .faint) } + rule.map { ($0, .faint) })
    var line = space + " "
    var end = 0
    for label in PlotFrame.labels(frame.x, frame.columns, ruler, show) ?? [] {
      line += String(repeating: " ", count: label.column - end) + label.text
      end = label.column + ruler.width(of: label.text)
    }
    if end > 0 { page.line(line) }
  }

  private func write(_ text: String, on page: inout PlotPage) {
    for line in ruler.wrapped(show(text), to: width) where !line.isEmpty { page.line(line) }
  }
}

private let indent = 2

/// Lines under construction.
struct PlotPage {
  private let styled: Bool
  private(set) var text = ""

  init(styled: Bool) { self.styled = styled }

  mutating func line(_ line: String) {
    self.line(line.unicodeScalars.map { ($0, .plain) })
  }

  mutating func line(_ cells: [(Unicode.Scalar, PlotInk)]) {
    let end = cells.lastIndex { $0.0 != " " }.map { $0 + 1 } ?? 0
    var ink = PlotInk.plain
    var scalars = String.UnicodeScalarView()
    for (scalar, next) in cells[..<end] {
      if styled, scalar != " ", next != ink {
        if ink != .plain { scalars.append(contentsOf: "\u{1b}[0m".unicodeScalars) }
        if next != .plain { scalars.append(contentsOf: "\u{1b}[\(next.code)m".unicodeScalars) }
        ink = next
      }
      scalars.append(scalar)
    }
    if ink != .plain { scalars.append(contentsOf: "\u{1b}[0m".unicodeScalars) }
    text += end == 0 ? "\n" : String(repeating: " ", count: indent) + String(scalars) + "\n"
  }
}

extension PlotInk {
  fileprivate var code: String {
    switch self {
    case .plain: "0"
    case .faint: "2"
    case .series(let index): ["36", "33", "35", "34"][index % 4]
    case .low: "33"
    case .high: "34"
    case .mark(.triangle): "32"
    case .mark(.cross): "31"
    case .mark(.ring): "33"
    case .mark(.openTriangle): "34"
    }
  }
}
