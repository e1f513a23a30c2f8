/// A value of a flatbuffer, as far as Arrow's metadata needs them.
indirect enum FlatValue {
  case byte(UInt8)
  case short(Int16)
  case int(Int32)
  case long(Int64)
  case text(String)
  /// Fields by their number in the schema; nil where one has its default.
  case table([FlatValue?])
  case tables([FlatValue])
  /// Records of whole numbers of 64 bits.
  case records([[Int64]])

  fileprivate var width: Int {
    switch self {
    case .byte: 1
    case .short: 2
    case .long: 8
    case .int, .text, .table, .tables, .records: 4
    }
  }
}

/// Writes flatbuffers from front to back: a table first, then what its fields lead to, since offsets only lead forwards.
///
/// The form is described in "FlatBuffer Internals" (flatbuffers.dev).
struct FlatBuffer {
  private(set) var bytes: [UInt8] = []

  /// With `root` as its root table, and of a length that is a multiple of eight.
  init(root: FlatValue) {
    bytes = [0, 0, 0, 0]
    lead(from: 0, to: place(root))
    pad(to: 8)
  }

  private mutating func place(_ value: FlatValue) -> Int {
    switch value {
    case .table(let fields): placeTable(fields)
    case .text(let text): placeText(text)
    case .tables(let tables): placeTables(tables)
    case .records(let records): placeRecords(records)
    case .byte, .short, .int, .long: preconditionFailure("a plain number stands in its table")
    }
  }

  private mutating func placeTable(_ fields: [FlatValue?]) -> Int {
    let (offsets, size) = FlatBuffer.layout(of: fields)
    pad(to: 2)
    let layout = bytes.count
    append(UInt16(4 + 2 * fields.count))
    append(UInt16(size))
    for offset in offsets { append(UInt16(offset)) }
    pad(to: 8)
    let start = bytes.count
    bytes += [UInt8](repeating: 0, count: size)
    set(Int32(start - layout), at: start)
    for (field, offset) in zip(fields, offsets) {
      if let field { set(field, at: start + offset) }
    }
    return start
  }

  /// Where each field stands behind the table's beginning, which holds the way to its layout; zero where it is absent.
  private static func layout(of fields: [FlatValue?]) -> (offsets: [Int], size: Int) {
    var size = 4
    let offsets = fields.map { field in
      guard let field else { return 0 }
      let offset = (size + field.width - 1) / field.width * field.width
      size = offset + field.width
      return offset
    }
    return (offsets, size)
  }

  private mutating func set(_ field: FlatValue, at place: Int) {
    switch field {
    case .byte(let number): set(number, at: place)
    case .short(let number): set(number, at: place)
    case .int(let number): set(number, at: place)
    case .long(let number): set(number, at: place)
    case .text, .table, .tables, .records: lead(from: place, to: self.place(field))
    }
  }

  private mutating func placeText(_ text: String) -> Int {
    pad(to: 4)
    let start = bytes.count
    append(Int32(text.utf8.count))
    bytes += Array(text.utf8) + [0]
    return start
  }

  private mutating func placeTables(_ tables: [FlatValue]) -> Int {
    pad(to: 4)
    let start = bytes.count
    append(Int32(tables.count))
    let first = bytes.count
    bytes += [UInt8](repeating: 0, count: 4 * tables.count)
    for (index, table) in tables.enumerated() { lead(from: first + 4 * index, to: place(table)) }
    return start
  }

  private mutating func placeRecords(_ records: [[Int64]]) -> Int {
    // The count stands right before what is aligned to eight bytes.
    pad(to: 8)
    append(Int32(0))
    let start = bytes.count
    append(Int32(records.count))
    for number in records.joined() { append(number) }
    return start
  }

  private mutating func lead(from place: Int, to target: Int) { set(Int32(target - place), at: place) }

  private mutating func set(_ number: some FixedWidthInteger, at place: Int) {
    for (index, byte) in number.littleEndianBytes.enumerated() { bytes[place + index] = byte }
  }

  private mutating func append(_ number: some FixedWidthInteger) { bytes += number.littleEndianBytes }

  private mutating func pad(to multiple: Int) {
    while bytes.count % multiple != 0 { bytes.append(0) }
  }
}

extension FixedWidthInteger {
  var littleEndianBytes: [UInt8] {
    (0..<(Self.bitWidth / 8)).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
