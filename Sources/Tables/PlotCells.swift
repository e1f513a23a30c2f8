/// The cells of a panel as a grid. Where there are more than there is room for, neighbours become one, with their mean.
struct PlotCells {
  let columns: Int
  let rows: Int
  /// How many columns and rows of cells each of the grid stands for.
  let mergedColumns: Int
  let mergedRows: Int
  /// Row after row, the lowest y first.
  private var means: [Double?]

  /// `most` is how many columns and rows there is room for.
  init(_ series: [Plot.Series], _ extent: PlotExtent, most: (columns: Int, rows: Int)) {
    let across = Side(extent.x, extent.cellWidth, most: most.columns)
    let up = Side(extent.y, extent.cellHeight, most: most.rows)
    (columns, rows, mergedColumns, mergedRows) = (across.count, up.count, across.merged, up.merged)
    means = Array(repeating: nil, count: columns * rows)
    var counts = [Int](repeating: 0, count: columns * rows)
    for point in series.lazy.filter({ $0.kind == .cells }).flatMap(\.points) {
      guard let value = point.value, value.isFinite, let y = point.y else { continue }
      guard let column = across.index(of: point.x), let row = up.index(of: y) else { continue }
      let cell = row * columns + column
      counts[cell] += 1
      let (mean, count) = (means[cell] ?? 0, Double(counts[cell]))
      means[cell] = mean + (value / count - mean / count)
    }
  }

  subscript(column: Int, row: Int) -> Double? { means[row * columns + column] }

  /// What a reader must be told of cells that were merged.
  var note: String? {
    switch (mergedColumns, mergedRows) {
    case (1, 1): nil
    case (let columns, 1): "a cell is the mean of \(columns) columns"
    case (1, let rows): "a cell is the mean of \(rows) rows"
    case (let columns, let rows): "a cell is the mean of \(columns) columns and \(rows) rows"
    }
  }

  static func note(_ plot: Plot, _ frame: PlotFrame) -> String? {
    guard frame.extent.cellWidth > 0 else { return nil }
    return PlotCells([], frame.extent, most: (frame.columns, frame.rows)).note
  }

  private struct Side {
    let count: Int
    let merged: Int
    private let range: ClosedRange<Double>
    private let size: Double

    init(_ range: ClosedRange<Double>, _ size: Double, most: Int) {
      (self.range, self.size) = (range, size)
      let all = max(1, Int((range.upperBound / size - range.lowerBound / size).rounded()))
      merged = (all + max(1, most) - 1) / max(1, most)
      count = (all + merged - 1) / merged
    }

    func index(of place: Double) -> Int? {
      guard place.isFinite, range.contains(place) else { return nil }
      return min(count - 1, Int(place / size - range.lowerBound / size) / merged)
    }
  }
}

extension Plot.Shade {
  /// How strong the colour of a value is, from -1 to 1: none at zero, or at the end that is nearer to it.
  func strength(_ value: Double) -> Double {
    guard low < high else { return value == 0 ? 0 : value < 0 ? -1 : 1 }
    let none = min(max(0, low), high)
    let end = value < none ? low : high
    if end == none { return 0 }
    let share = min(1, (value / 4 - none / 4) / (end / 4 - none / 4))
    return value < none ? -share : share
  }
}

extension Plot {
  /// The shade as given, or one that reaches as far as the values, as far down as up. Nil where there are no cells.
  var shadeOfCells: Shade? {
    let cells = panels.lazy.flatMap(\.series).filter { $0.kind == .cells && !$0.points.isEmpty }
    guard !cells.isEmpty else { return nil }
    if let shade, shade.low.isFinite, shade.high.isFinite { return shade }
    let most = cells.flatMap(\.points).compactMap(\.value).filter(\.isFinite).map(\.magnitude).max() ?? 0
    return Shade(shade?.label ?? cells[cells.startIndex].name, low: -most, high: most)
  }
}
