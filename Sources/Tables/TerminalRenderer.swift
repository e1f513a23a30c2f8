/// A table for a person at a terminal: aligned, without lines, and never wider than the screen.
///
/// Where a screen is too narrow, flexible columns are cut; where that is not enough, columns are left out,
/// the rightmost first, and a line below says which. Nothing is cut when there is no width.
public struct TerminalRenderer: Sendable {
  let width: Int?
  let ruler: Ruler
  let show: @Sendable (String) -> String
  let styled: Bool

  /// `measure` is how many columns of the screen a character takes; `show` makes untrusted text harmless;
  /// `styled` dims the header.
  public init(
    width: Int? = nil,
    measure: @escaping @Sendable (Character) -> Int = { _ in 1 },
    show: @escaping @Sendable (String) -> String = { $0 },
    styled: Bool = false
  ) {
    self.width = width
    self.ruler = Ruler(measure: measure)
    self.show = show
    self.styled = styled
  }

  public func render(_ table: Table) -> String { stacked(table) ?? render(table, below: [], named: "") }

  /// `below` are the lines that stand below each row, `named` what stands below the header.
  func render(_ table: Table, below: [[String]], named names: String) -> String {
    let grid = Grid(table, ruler: ruler, show: show)
    let layout = Layout(grid, columns: table.columns, room: room)
    var page = Page()
    if !table.columns.isEmpty { draw(grid.header, layout, on: &page, dim: styled) }
    if !names.isEmpty { writeBelow(names, on: &page, dim: styled) }
    for row in 0..<grid.rowCount {
      draw(grid[row: row], layout, on: &page)
      if row < below.count { for line in below[row] { writeBelow(line, on: &page) } }
    }
    if table.rows.isEmpty { write("(no rows)", on: &page) }
    for line in table.footer?.split(separator: "\n") ?? [] { write(show(String(line)), on: &page) }
    if let notice = notice(layout, table) { write(notice, on: &page) }
    return page.text
  }

  var room: Int? {
    width.map { max(1, $0 - indent) }
  }

  private func notice(_ layout: Layout, _ table: Table) -> String? {
    if layout.dropped.isEmpty { return nil }
    let names = layout.dropped.map { show(table.columns[$0].name) }
    return "not shown: \(names.joined(separator: ", ")) · --wide shows all"
  }

  private func draw(_ row: ArraySlice<Grid.Entry>, _ layout: Layout, on page: inout Page, dim: Bool = false) {
    page.space(indent)
    if dim { page.write("\u{1b}[2m") }
    for (place, column) in layout.shown.enumerated() {
      if place > 0 { page.space(gap) }
      let entry = ruler.fit(row[row.startIndex + column.index], to: column.width)
      let padding = column.width - entry.width
      if column.isNumber { page.space(padding) }
      page.write(entry.text)
      if !column.isNumber { page.space(padding) }
    }
    page.endLine(closing: dim ? "\u{1b}[0m" : "")
  }

  /// Below a row, which stands out to the left of it.
  private func writeBelow(_ line: String, on page: inout Page, dim: Bool = false) {
    page.space(2 * indent)
    if dim { page.write("\u{1b}[2m") }
    page.write(line)
    page.endLine(closing: dim ? "\u{1b}[0m" : "")
  }

  private func write(_ text: String, on page: inout Page) {
    for line in ruler.wrapped(text, to: room) {
      page.space(indent)
      page.write(line)
      page.endLine()
    }
  }
}

private let indent = 2
let gap = 2

/// Lines under construction, as bytes because padding and trimming are many and small.
private struct Page {
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func space(_ count: Int) {
    for _ in 0..<max(0, count) { bytes.append(UInt8(ascii: " ")) }
  }

  mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  mutating func endLine(closing: String = "") {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    write(closing)
    bytes.append(UInt8(ascii: "\n"))
  }
}
