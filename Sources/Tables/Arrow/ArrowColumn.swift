/// The cells of one column side by side, as Arrow keeps them.
struct ArrowColumn {
  enum Kind: String {
    case flag, integer, number, text
  }

  let name: String
  let kind: Kind
  private(set) var missing = 0
  /// A bit per row that has a value; empty where all have.
  private(set) var presence: [UInt8] = []
  /// Where each text ends, after a zero; only of texts.
  private(set) var ends: [UInt8] = []
  private(set) var values: [UInt8] = []

  init(_ column: Column, _ cells: [Cell]) {
    name = column.name
    kind = ArrowColumn.kind(of: column, cells)
    switch kind {
    case .flag: values = ArrowColumn.bits(cells) { if case .flag(true) = $0 { true } else { false } }
    case .integer: values = ArrowColumn.raw(cells.map(\.whole))
    case .number: values = ArrowColumn.raw(cells.map(\.double))
    case .text: takeTexts(cells)
    }
    for cell in cells where cell.isMissing { missing += 1 }
    if missing > 0 { presence = ArrowColumn.bits(cells) { !$0.isMissing } }
  }

  /// Buffers in Arrow's order.
  var buffers: [[UInt8]] { kind == .text ? [presence, ends, values] : [presence, values] }

  /// The narrowest kind that holds all cells: whole numbers beside others become numbers, anything beside texts a text.
  private static func kind(of column: Column, _ cells: [Cell]) -> Kind {
    var (flags, integers, numbers) = (false, false, false)
    for cell in cells {
      switch cell {
      case .missing: continue
      case .flag: flags = true
      case .integer: integers = true
      case .number: numbers = true
      case .text: return .text
      }
    }
    switch (flags, integers, numbers) {
    case (true, false, false): return .flag
    case (false, true, false): return .integer
    case (false, _, true): return .number
    case (false, false, false): return column.kind == .number ? .number : .text
    case (true, _, _): return .text
    }
  }

  private mutating func takeTexts(_ cells: [Cell]) {
    var ends: [Int64] = [0]
    ends.reserveCapacity(cells.count + 1)
    for cell in cells {
      switch cell {
      case .missing: break
      case .text(let text): values.append(contentsOf: text.utf8)
      case let other: values.append(contentsOf: other.inFull.utf8)
      }
      ends.append(Int64(values.count))
    }
    self.ends = ArrowColumn.raw(ends)
  }

  private static func bits(_ cells: [Cell], _ isSet: (Cell) -> Bool) -> [UInt8] {
    var bits = [UInt8](repeating: 0, count: (cells.count + 7) / 8)
    for (index, cell) in cells.enumerated() where isSet(cell) { bits[index / 8] |= 1 << UInt8(index % 8) }
    return bits
  }

  /// Safe because the bytes are copied while the numbers are alive. Every machine that Swift runs on is little-endian, as
  /// Arrow's default is.
  private static func raw<Number>(_ numbers: [Number]) -> [UInt8] { numbers.withUnsafeBytes { [UInt8]($0) } }
}

extension Cell {
  fileprivate var isMissing: Bool { if case .missing = self { true } else { false } }

  fileprivate var whole: Int64 { if case .integer(let value) = self { Int64(value) } else { 0 } }

  fileprivate var double: Double {
    switch self {
    case .number(let value, _): value
    case .integer(let value): Double(value)
    case .missing, .text, .flag: .nan
    }
  }

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
