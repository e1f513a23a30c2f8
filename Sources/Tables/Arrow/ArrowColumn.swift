/// The cells of one column side by side, as Arrow keeps them.
///
/// Cells come one after another, and the column is of the narrowest kind that holds those that came: whole numbers beside others
/// become numbers, anything beside texts a text. So no cell is kept twice.
package struct ArrowColumn: Sendable {
  enum Kind: String {
    case flag, integer, number, text
  }

  private let column: Column
  private var count = 0
  private(set) var missing = 0
  /// A bit per row that has a value, from the first gap on.
  private var presence = ArrowBits()
  /// Nil as long as all cells are missing. The values are in the store of this kind.
  private var seen: Kind?
  private var flags = ArrowBits()
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  /// Of numbers, those that came as whole ones behind those in `integers`: as texts they are written so.
  private var wholes: [(row: Int, value: Int)] = []
  private var texts = ArrowTexts()

  package init(_ column: Column) { self.column = column }

  package init(_ column: Column, _ cells: some Sequence<Cell>) {
    self.init(column)
    for cell in cells { append(cell) }
  }

  /// What cell by cell gives, at once.
  package init(_ column: Column, rows: Int, _ values: ColumnValues) {
    self.init(column)
    guard rows > 0 else { return }
    count = rows
    switch values {
    case .integers(let value): (seen, integers) = (.integer, (0..<rows).map { Int64(value($0)) })
    case .numbers(_, let value): (seen, numbers) = (.number, (0..<rows).map(value))
    case .texts(let texts, let places): (seen, self.texts) = (.text, ArrowTexts(texts, of: places))
    case .flags(let value):
      seen = .flag
      for row in 0..<rows { flags.append(value(row)) }
    }
  }

  var rows: Int { count }
  var name: String { column.name }
  var kind: Kind { seen ?? (column.kind == .number ? .number : .text) }

  /// In Arrow's order: which rows have a value, or nothing where all have; where each text ends, after a zero; the values.
  var buffers: [ArrowBuffer] {
    var whole = self
    if seen == nil { whole.begin(kind) }
    let present = missing > 0 ? ArrowBuffer.bytes(presence.bytes) : .bytes([])
    switch kind {
    case .flag: return [present, .bytes(whole.flags.bytes)]
    case .integer: return [present, .words(whole.integers)]
    case .number: return [present, .numbers(whole.numbers)]
    case .text: return [present, .words(whole.texts.ends), .bytes(whole.texts.bytes)]
    }
  }

  // MARK: Cells

  package mutating func append(_ cell: Cell) {
    switch (cell, seen) {
    case (.integer(let value), .integer): integers.append(Int64(value))
    case (.number(let value, _), .number): numbers.append(value)
    case (.integer(let value), .number):
      numbers.append(Double(value))
      wholes.append((count, value))
    case (.text(let text), .text): texts.append(text)
    case (.flag(let flag), .flag): flags.append(flag)
    case (.missing, _): return appendGap()
    case (_, .text): texts.append(cell.inFull)
    default:
      widen(for: cell)
      return append(cell)
    }
    if missing > 0 { presence.append(true) }
    count += 1
  }

  private mutating func appendGap() {
    if missing == 0 { presence = ArrowBits(repeating: true, count: count) }
    presence.append(false)
    missing += 1
    count += 1
    switch seen {
    case nil: break
    case .flag: flags.append(false)
    case .integer: integers.append(0)
    case .number: numbers.append(.nan)
    case .text: texts.append("")
    }
  }

  /// Makes the column one that takes the cell.
  private mutating func widen(for cell: Cell) {
    switch (seen, cell) {
    case (nil, .flag): begin(.flag)
    case (nil, .integer): begin(.integer)
    case (nil, .number): begin(.number)
    case (.integer, .number): becomeNumbers()
    default: becomeTexts()
    }
  }

  /// What came before were gaps.
  private mutating func begin(_ kind: Kind) {
    seen = kind
    switch kind {
    case .flag: flags = ArrowBits(repeating: false, count: count)
    case .integer: integers = Array(repeating: 0, count: count)
    case .number: numbers = Array(repeating: .nan, count: count)
    case .text: for _ in 0..<count { texts.append("") }
    }
  }

  private mutating func becomeNumbers() {
    numbers = integers.indices.map { isPresent($0) ? Double(integers[$0]) : .nan }
    seen = .number
  }

  private mutating func becomeTexts() {
    var later = wholes[...]
    for row in 0..<count {
      let whole = later.first?.row == row ? later.popFirst()?.value : nil
      texts.append(isPresent(row) ? (whole.map(Cell.integer) ?? cell(row)).inFull : "")
    }
    (flags, integers, numbers, wholes) = (ArrowBits(), [], [], [])
    seen = .text
  }

  private func isPresent(_ row: Int) -> Bool { missing == 0 || presence[row] }

  private func cell(_ row: Int) -> Cell {
    if row < integers.count { return .integer(Int(integers[row])) }
    return seen == .flag ? .flag(flags[row]) : .number(numbers[row], places: 0)
  }
}

extension Cell {
  /// What is no text, beside texts.
  fileprivate var inFull: String {
    switch self {
    case .missing: ""
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value, _): value.isNaN ? "nan" : value.description
    case .flag(let value): value ? "true" : "false"
    }
  }
}
