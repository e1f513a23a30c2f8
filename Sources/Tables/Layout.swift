/// Which columns are shown on a screen, and how wide.
struct Layout {
  struct Shown {
    let index: Int
    let width: Int
    let isNumber: Bool
  }

  let shown: [Shown]
  /// Columns for which there is no room, in the order of the table.
  let dropped: [Int]

  init(_ grid: Grid, columns: [Column], room: Int?) {
    let natural = grid.widths
    let kept = room.map { Layout.kept(columns, natural, room: $0) } ?? Array(columns.indices)
    let widths = room.map { Layout.fitted(kept, columns, natural, room: $0) } ?? kept.map { natural[$0] }
    shown = zip(kept, widths).map { Shown(index: $0, width: $1, isNumber: columns[$0].kind == .number) }
    dropped = columns.indices.filter { !kept.contains($0) }
  }

  /// No flexible column is cut to less: shorter text says nothing.
  private static let least = 8
  /// Plain columns make room until a flexible one has this much: a text is what a person came to read.
  private static let comfortable = 24

  /// Drops columns until the rest fits: plain ones for the comfort of the flexible ones, others only for
  /// their least width.
  private static func kept(_ columns: [Column], _ natural: [Int], room: Int) -> [Int] {
    var dropped: Set<Int> = []
    func needed(_ width: Int) -> Int {
      let kept = columns.indices.filter { !dropped.contains($0) }
      let cells = kept.reduce(0) { $0 + (columns[$1].flexible ? min(natural[$1], width) : natural[$1]) }
      return cells + gap * max(0, kept.count - 1)
    }
    for index in orderOfDropping(columns) {
      let isPlain = !columns[index].flexible && !columns[index].essential
      if needed(isPlain ? comfortable : least) > room { dropped.insert(index) }
    }
    return columns.indices.filter { !dropped.contains($0) }
  }

  /// From the right: first plain columns, then flexible ones, then essential ones, and essential texts last: on
  /// a narrow screen they are what a person came to read. The very first column never goes.
  private static func orderOfDropping(_ columns: [Column]) -> [Int] {
    func rank(_ column: Column) -> Int { (column.essential ? 2 : 0) + (column.flexible ? 1 : 0) }
    return columns.indices.dropFirst().sorted { (rank(columns[$0]), $1) < (rank(columns[$1]), $0) }
  }

  /// What the fixed columns leave is shared by the flexible ones, the narrowest first: what one does not
  /// need is there for the others.
  private static func fitted(_ kept: [Int], _ columns: [Column], _ natural: [Int], room: Int) -> [Int] {
    var widths = natural
    let flexible = kept.filter { columns[$0].flexible }.sorted { (natural[$0], $0) < (natural[$1], $1) }
    let fixed = kept.filter { !columns[$0].flexible }.reduce(0) { $0 + natural[$1] }
    var left = room - fixed - gap * max(0, kept.count - 1)
    for (place, index) in flexible.enumerated() {
      widths[index] = min(natural[index], max(0, left / (flexible.count - place)))
      left -= widths[index]
    }
    // Only the first column is left: it is cut, flexible or not.
    return kept.count == 1 ? [min(natural[kept[0]], room)] : kept.map { widths[$0] }
  }
}
