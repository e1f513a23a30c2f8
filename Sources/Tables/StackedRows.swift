/// How a table is shown on a screen that is too narrow for its texts: the other columns in a line, the texts below it.
public struct Stacking: Sendable, Equatable {
  /// Two columns whose texts are held against each other: where they must be cut, what differs stays.
  public var compared: [String]

  public init(compared: [String] = []) { self.compared = compared }

  /// From this width on a table is a table, but for one whose texts are compared and cannot be seen whole.
  static let wideEnough = 120

  func stacks(at width: Int) -> Bool { width < Stacking.wideEnough || !compared.isEmpty }
}

extension TerminalRenderer {
  /// The table stacked; nil where it needs not be.
  func stacked(_ table: Table) -> String? {
    guard let stacking = table.stacking, let width, stacking.stacks(at: width), !table.rows.isEmpty,
      cutsTexts(of: table)
    else { return nil }
    let texts = table.columns.indices.filter { table.columns[$0].flexible }
    let rest = table.columns.indices.filter { !table.columns[$0].flexible }
    let head = Table(
      table.name, rest.map { table.columns[$0] }, rows: table.rows.map { row in rest.map { row[$0] } },
      footer: table.footer)
    let names = texts.map { table.columns[$0].name }
    let below = table.rows.map { row in
      self.lines(zip(names, texts.map { row[$0] }).map { ($0, $1) }, stacking)
    }
    return render(head, below: below, named: names.joined(separator: " · "))
  }

  /// Whether a table in one line a row would cut a text or leave a column out.
  private func cutsTexts(of table: Table) -> Bool {
    let grid = Grid(table, ruler: ruler, show: show)
    let layout = Layout(grid, columns: table.columns, room: room)
    let natural = grid.widths
    return !layout.dropped.isEmpty
      || layout.shown.contains { table.columns[$0.index].flexible && $0.width < natural[$0.index] }
  }

  /// The texts of a row: short ones share a line, those that are compared stand one below the other.
  private func lines(_ cells: [(name: String, cell: Cell)], _ stacking: Stacking) -> [String] {
    let room = max(8, (room ?? 80) - 2)
    var (lines, shared): ([String], String) = ([], "")
    func flush() {
      if !shared.isEmpty { lines.append(ruler.cut(shared, to: room)) }
      shared = ""
    }
    let compared = cells.filter { stacking.compared.contains($0.name) && $0.cell != .missing }.map {
      show($0.cell.plain)
    }
    for (name, cell) in cells where cell != .missing && !stacking.compared.contains(name) {
      let text = show(cell.plain)
      let joined = shared.isEmpty ? text : "\(shared) · \(text)"
      if ruler.width(of: joined) <= room {
        shared = joined
      } else {
        flush()
        shared = text
      }
    }
    flush()
    return lines + differing(compared, room)
  }

  /// Texts in two lines at most, cut so that what differs between them can be read.
  private func differing(_ texts: [String], _ room: Int) -> [String] {
    let whole = texts.map { wrapped($0, room) }
    guard texts.count == 2, whole.contains(where: { $0.count > 2 }) else { return whole.flatMap { $0 } }
    let words = texts.map { $0.split(separator: " ", omittingEmptySubsequences: false) }
    let same = zip(words[0], words[1]).prefix { $0 == $1 }.count
    let head = words[0].prefix(same).joined(separator: " ")
    // The beginning may stay where the difference begins in the first half of the line.
    let shown =
      ruler.width(of: head) > room / 2
      ? words.map { "… " + $0.dropFirst(max(0, same - 2)).joined(separator: " ") } : texts
    return shown.flatMap { text -> [String] in
      let lines = wrapped(text, room)
      return lines.count < 3 ? lines : [lines[0], ruler.cut(lines[1] + lines[2].dropFirst(), to: room)]
    }
  }

  /// Broken between words, further lines set in; of a long text no more than three lines, which is one too many.
  private func wrapped(_ text: String, _ room: Int) -> [String] {
    var (lines, line) = ([String](), "")
    for word in text.split(separator: " ", maxSplits: 3 * room) where lines.count < 3 {
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if line.isEmpty || ruler.width(of: longer) <= room {
        line = longer
      } else {
        lines.append(ruler.cut(line, to: room))
        line = "  \(word)"
      }
    }
    return lines.count < 3 ? lines + [ruler.cut(line, to: room)] : lines
  }
}
