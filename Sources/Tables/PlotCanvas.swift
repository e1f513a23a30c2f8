/// A part of a plot that may have a colour of its own.
enum PlotInk: Equatable {
  case plain
  case faint
  case series(Int)
  case mark(Plot.Mark.Symbol)
  case low, high
}

/// A rectangle of a terminal to draw on: each character holds 2 by 4 dots of braille, or one glyph over them.
struct PlotCanvas {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var glyphs: [Unicode.Scalar?]
  private var inks: [PlotInk]
  /// Dots that show only where nothing else is drawn, so that an area does not blur the line that crosses it.
  private var under: [UInt8]
  private var underInks: [PlotInk]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    dots = Array(repeating: 0, count: columns * rows)
    glyphs = Array(repeating: nil, count: columns * rows)
    inks = Array(repeating: .plain, count: columns * rows)
    (under, underInks) = (dots, inks)
  }

  var dotColumns: Int { 2 * columns }
  var dotRows: Int { 4 * rows }

  /// Dots count from the left and from the top.
  mutating func dot(_ x: Int, _ y: Int, _ ink: PlotInk) {
    let cell = y / 4 * columns + x / 2
    dots[cell] |= bits[x % 2][y % 4]
    inks[cell] = ink
  }

  mutating func dotUnder(_ x: Int, _ y: Int, _ ink: PlotInk) {
    let cell = y / 4 * columns + x / 2
    under[cell] |= bits[x % 2][y % 4]
    underInks[cell] = ink
  }

  /// A glyph over whatever the cell of that dot shows.
  mutating func glyph(_ scalar: Unicode.Scalar, atDot x: Int, _ y: Int, _ ink: PlotInk) {
    let cell = y / 4 * columns + x / 2
    glyphs[cell] = scalar
    inks[cell] = ink
  }

  /// Bresenham's line. Where it is dashed, its two ends are drawn all the same.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ dash: PlotDash, _ ink: PlotInk)
  {
    let (width, height) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (right, down) = (end.x >= start.x ? 1 : -1, end.y >= start.y ? 1 : -1)
    var (x, y, error, count) = (start.x, start.y, width + height, 0)
    while true {
      let isEnd = (x, y) == end
      if isEnd || dash.draws(count) { dot(x, y, ink) }
      if isEnd { return }
      count += 1
      let twice = 2 * error
      if twice >= height { (error, x) = (error + height, x + right) }
      if twice <= width { (error, y) = (error + width, y + down) }
    }
  }

  mutating func glyph(_ scalar: Unicode.Scalar, column: Int, row: Int, _ ink: PlotInk) {
    glyphs[row * columns + column] = scalar
    inks[row * columns + column] = ink
  }

  /// A row from its first column to its last; `blank` stands where nothing was drawn.
  func row(_ row: Int, blank: (_ column: Int) -> Unicode.Scalar) -> [(Unicode.Scalar, PlotInk)] {
    (0..<columns).map { column in
      let cell = row * columns + column
      if let glyph = glyphs[cell] { return (glyph, inks[cell]) }
      if dots[cell] > 0 { return (braille(dots[cell]), inks[cell]) }
      return under[cell] > 0 ? (braille(under[cell]), underInks[cell]) : (blank(column), .faint)
    }
  }

  private func braille(_ dots: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(0x2800) + UInt32(dots)) ?? " "
  }
}

/// How lines of one panel are told apart without colour.
enum PlotDash: Int, CaseIterable {
  case solid, dashed, dotted

  func draws(_ count: Int) -> Bool {
    switch self {
    case .solid: true
    case .dashed: count % 6 < 3
    case .dotted: count % 3 == 0
    }
  }

  var sample: String {
    switch self {
    case .solid: "⠤⠤⠤"
    case .dashed: "⠤⠄⠠⠤"
    case .dotted: "⠄⠠⠀⠄"
    }
  }
}

/// Braille patterns as Unicode numbers their dots: by column, then by row.
private let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
