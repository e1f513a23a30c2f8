/// A table's cells as they are shown, measured once.
struct Grid {
  struct Entry {
    var text: String
    var width: Int
  }

  let rowCount: Int
  private let columnCount: Int
  /// The header, then row after row.
  private var entries: [Entry] = []

  init(_ table: Table, ruler: Ruler, show: (String) -> String) {
    rowCount = table.rows.count
    columnCount = table.columns.count
    entries.reserveCapacity((rowCount + 1) * columnCount)
    func append(_ text: String) { entries.append(Entry(text: text, width: ruler.width(of: text))) }
    for column in table.columns { append(show(column.name)) }
    for cell in table.rows.joined() {
      if case .text(let text) = cell { append(show(text)) } else { append(cell.plain) }
    }
  }

  var header: ArraySlice<Entry> { entries[..<columnCount] }

  subscript(row row: Int) -> ArraySlice<Entry> {
    let start = (row + 1) * columnCount
    return entries[start..<(start + columnCount)]
  }

  /// How wide each column is when nothing is cut.
  var widths: [Int] {
    var widths = [Int](repeating: 0, count: columnCount)
    guard columnCount > 0 else { return widths }
    for (index, entry) in entries.enumerated() {
      let column = index % columnCount
      widths[column] = max(widths[column], entry.width)
    }
    return widths
  }
}
