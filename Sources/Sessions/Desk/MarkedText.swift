import Characters
import Language

/// Runs of text set in rows no wider than the screen, marked by underline and colour or by brackets.
struct MarkedText {
  enum Side { case first, second }

  struct Row: Equatable {
    var text = ""
    var hasMarks = false
  }

  let width: Int
  let isStyled: Bool
  let side: Side

  /// A cluster as it is drawn.
  private struct Cluster {
    let text: Character
    let width: Int
    let isMarked: Bool
    var isSpace: Bool { text == " " }
  }

  /// Rows of at most `width` columns, broken between words where that is possible.
  func rows(_ runs: [DeskPage.Stretch]) -> [Row] {
    var rows: [Row] = []
    var rest = cells(runs)[...]
    while !rest.isEmpty {
      let end = rowEnd(rest)
      rows.append(row(rest[..<end]))
      rest = rest[end...].drop(while: \.isSpace)
    }
    return rows
  }

  private func cells(_ runs: [DeskPage.Stretch]) -> [Cluster] {
    let (opening, closing) = side == .first ? ("[-", "-]") : ("{+", "+}")
    return runs.flatMap { run -> [Cluster] in
      // Text from a log: nothing in it may reach the terminal but as text.
      let shown = visible(run.text)
      let text = run.isMarked && !isStyled ? opening + shown + closing : shown
      return text.map { Cluster(text: $0, width: displayWidth(of: $0), isMarked: run.isMarked) }
    }
  }

  private func rowEnd(_ cells: ArraySlice<Cluster>) -> Int {
    var used = 0
    var afterSpace: Int?
    for index in cells.indices {
      used += cells[index].width
      if used > width, index > cells.startIndex {
        return cells[index].isSpace ? index : afterSpace ?? index
      }
      if cells[index].isSpace { afterSpace = index + 1 }
    }
    return cells.endIndex
  }

  private func row(_ cells: ArraySlice<Cluster>) -> Row {
    var row = Row()
    var isOn = false
    for cell in cells {
      if isStyled, cell.isMarked != isOn {
        row.text += cell.isMarked ? style : MarkedText.plain
        isOn = cell.isMarked
      }
      row.text.append(cell.text)
      row.hasMarks = row.hasMarks || cell.isMarked
    }
    if isOn { row.text += MarkedText.plain }
    while row.text.last == " " { row.text.removeLast() }
    return row
  }

  /// Underlined as well, for whoever cannot tell the colours apart.
  private var style: String { side == .first ? "\u{1b}[4;31m" : "\u{1b}[4;32m" }
  private static let plain = "\u{1b}[0m"
}

extension MarkedText {
  /// Leaves out rows far from any mark where there are many, and the end of what is still too long.
  func shortened(_ rows: [Row], to most: Int) -> [String] {
    guard rows.count > most else { return rows.map(\.text) }
    var near = [Bool](repeating: false, count: rows.count)
    for row in rows.indices where rows[row].hasMarks || row == 0 {
      for place in max(0, row - 1)...min(rows.count - 1, row + 1) { near[place] = true }
    }
    var shown: [String] = []
    var left = 0
    for (row, isNear) in zip(rows, near) {
      if isNear {
        if left > 0 { shown += gap("… \(counted(left, "row")) alike …") }
        left = 0
        shown.append(row.text)
      } else {
        left += 1
      }
    }
    if left > 0 { shown += gap("… \(counted(left, "row")) alike") }
    guard shown.count > most else { return shown }
    return shown.prefix(most - 1) + gap("… \(counted(shown.count - most + 1, "row")) more")
  }

  private func gap(_ text: String) -> [String] { FieldSetter(width: width).broken(text, to: width) }
}
