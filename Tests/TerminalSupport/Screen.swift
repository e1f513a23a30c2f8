import CPty

/// What a terminal would show of the bytes it was sent: as much of an xterm as line editors and pagers use.
package struct TerminalScreen {
  package private(set) var columns: Int
  package private(set) var height: Int
  /// The cursor's place, from 0.
  package internal(set) var cursor = (row: 0, column: 0)
  var lines: [Line]
  /// The cursor stands behind the last column: the next character goes to the next row.
  var isAtMargin = false
  var pending: [UInt8] = []

  struct Line {
    /// A cell's text: empty for the right half of a wide character, `" "` where nothing is.
    var cells: [String]
    /// The text ran over the edge into the next row.
    var runsOn = false
  }

  package init(columns: Int, rows: Int) {
    self.columns = columns
    height = rows
    lines = Array(repeating: TerminalScreen.blank(columns), count: rows)
  }

  static func blank(_ columns: Int) -> Line { Line(cells: Array(repeating: " ", count: columns)) }

  /// The rows without the blanks at their ends.
  package var rows: [String] {
    lines.map { line in
      String(line.cells.joined().reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The rows down to the last one with anything in it.
  package var text: String {
    rows.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }

  /// The last row with anything in it.
  package var lastRow: String { rows.last { !$0.isEmpty } ?? "" }

  package mutating func feed(_ bytes: some Collection<UInt8>) {
    pending += bytes
    var rest = pending[...]
    while let used = consume(rest) { rest = rest.dropFirst(used) }
    pending = Array(rest)
  }

  mutating func put(_ scalar: Unicode.Scalar) {
    let width = Int(cpty_columns(scalar.value))
    guard width > 0 else { return attach(scalar) }
    if isAtMargin || cursor.column + width > columns { wrap() }
    lines[cursor.row].cells[cursor.column] = String(scalar)
    for place in cursor.column + 1..<cursor.column + width { lines[cursor.row].cells[place] = "" }
    if cursor.column + width >= columns {
      cursor.column = columns - 1
      isAtMargin = true
    } else {
      cursor.column += width
    }
  }

  /// A combining mark belongs to the character before the cursor.
  private mutating func attach(_ mark: Unicode.Scalar) {
    var place = isAtMargin ? cursor.column : cursor.column - 1
    while place > 0, lines[cursor.row].cells[place].isEmpty { place -= 1 }
    if place >= 0 { lines[cursor.row].cells[place].unicodeScalars.append(mark) }
  }

  private mutating func wrap() {
    lines[cursor.row].runsOn = true
    cursor.column = 0
    lineFeed()
  }

  mutating func lineFeed() {
    isAtMargin = false
    if cursor.row + 1 < height { return cursor.row += 1 }
    lines.removeFirst()
    lines.append(TerminalScreen.blank(columns))
  }

  /// Lays the text out anew, as terminals do: what had run over the edge is joined and broken again.
  package mutating func resize(columns newColumns: Int, rows newRows: Int) {
    var laidOut: [Line] = []
    var newCursor = (row: 0, column: 0)
    var row = 0
    while row < lines.count {
      var last = row
      while lines[last].runsOn, last + 1 < lines.count { last += 1 }
      var cells = lines[row...last].flatMap(\.cells)
      var kept = cells.count
      if (row...last).contains(cursor.row) {
        let place = (cursor.row - row) * columns + cursor.column
        newCursor = (laidOut.count + place / newColumns, place % newColumns)
        while kept > place + 1, cells[kept - 1] == " " { kept -= 1 }
      } else {
        while kept > 0, cells[kept - 1] == " " { kept -= 1 }
      }
      cells = Array(cells[..<kept])
      laidOut += TerminalScreen.broken(cells, columns: newColumns)
      row = last + 1
    }
    while laidOut.count > newCursor.row + 1, laidOut.last?.cells.allSatisfy({ $0 == " " }) == true {
      laidOut.removeLast()
    }
    let excess = max(0, laidOut.count - newRows)
    lines = Array(laidOut[excess...])
    while lines.count < newRows { lines.append(TerminalScreen.blank(newColumns)) }
    (columns, height, isAtMargin) = (newColumns, newRows, false)
    cursor = (max(0, newCursor.row - excess), newCursor.column)
  }

  private static func broken(_ cells: [String], columns: Int) -> [Line] {
    let starts = stride(from: 0, to: max(1, cells.count), by: columns)
    return starts.map { start in
      let part = cells[start..<min(cells.count, start + columns)]
      let filling = Array(repeating: " ", count: columns - part.count)
      return Line(cells: part + filling, runsOn: start + columns < cells.count)
    }
  }
}
