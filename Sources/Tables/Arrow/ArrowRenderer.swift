/// A table as an Arrow stream (the IPC streaming format, version 5 of its metadata): a schema, one batch of records, the end.
///
/// Numbers are in full. A missing cell is null; what is not a number stays that.
/// The form is described in "Serialization and Interprocess Communication" (arrow.apache.org/docs/format/Columnar.html).
package struct ArrowRenderer {
  package init() {}

  /// Where a column's parts stand in the stream, for readers that know no Arrow.
  package struct ColumnPlaces {
    package let name: String
    package let kind: String
    /// Place and length: presence, ends of texts (of texts only), values.
    package let parts: [(place: Int, length: Int)]
  }

  package struct Stream {
    package let rows: Int
    package let bytes: [UInt8]
    package let columns: [ColumnPlaces]
  }

  package func render(_ table: Table) -> Stream {
    render(table.columns.indices.map { index in (table.columns[index], table.rows.map { $0[index] }) })
  }

  /// From the cells of each column, of which there are as many in all of them.
  package func render(_ columns: [(column: Column, cells: [Cell])]) -> Stream {
    let rows = columns.first?.cells.count ?? 0
    return render(columns.map { ArrowColumn($0.column, $0.cells) }, rows: rows)
  }

  private func render(_ columns: [ArrowColumn], rows: Int) -> Stream {
    var bytes: [UInt8] = []
    append(header: 1, schema(columns), bodyLength: 0, to: &bytes)
    let places = ArrowRenderer.places(of: columns)
    let length = places.last.map { ArrowRenderer.padded($0.place + $0.length) } ?? 0
    append(header: 3, batch(columns, rows: rows, places), bodyLength: length, to: &bytes)
    let start = bytes.count
    bytes.reserveCapacity(start + length + 8)
    for buffer in columns.flatMap(\.buffers) {
      bytes += buffer
      bytes += [UInt8](repeating: 0, count: ArrowRenderer.padded(buffer.count) - buffer.count)
    }
    bytes += [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
    return Stream(
      rows: rows, bytes: bytes,
      columns: ArrowRenderer.layout(of: columns, places.map { ($0.place + start, $0.length) }))
  }

  private static func layout(of columns: [ArrowColumn], _ places: [(place: Int, length: Int)])
    -> [ColumnPlaces]
  {
    var rest = places[...]
    return columns.map { column in
      let count = column.buffers.count
      defer { rest = rest.dropFirst(count) }
      return ColumnPlaces(name: column.name, kind: column.kind.rawValue, parts: Array(rest.prefix(count)))
    }
  }

  private static func padded(_ count: Int) -> Int { (count + 63) / 64 * 64 }

  private static func places(of columns: [ArrowColumn]) -> [(place: Int, length: Int)] {
    var place = 0
    return columns.flatMap(\.buffers).map { buffer in
      defer { place += padded(buffer.count) }
      return (place, buffer.count)
    }
  }

  private func append(header kind: UInt8, _ header: FlatValue, bodyLength: Int, to bytes: inout [UInt8]) {
    let version: Int16 = 4
    let message = FlatBuffer(
      root: .table([.short(version), .byte(kind), header, .long(Int64(bodyLength))]))
    bytes += [0xFF, 0xFF, 0xFF, 0xFF] + Int32(message.bytes.count).littleEndianBytes + message.bytes
  }

  private func schema(_ columns: [ArrowColumn]) -> FlatValue {
    .table([nil, .tables(columns.map(field))])
  }

  private func field(_ column: ArrowColumn) -> FlatValue {
    let (number, type): (UInt8, FlatValue) =
      switch column.kind {
      case .flag: (6, .table([]))
      case .integer: (2, .table([.int(64), .byte(1)]))
      case .number: (3, .table([.short(2)]))
      case .text: (20, .table([]))
      }
    let isNullable: UInt8 = 1
    return .table([.text(column.name), .byte(isNullable), .byte(number), type, nil, .tables([])])
  }

  private func batch(_ columns: [ArrowColumn], rows: Int, _ places: [(place: Int, length: Int)]) -> FlatValue
  {
    .table([
      .long(Int64(rows)), .records(columns.map { [Int64(rows), Int64($0.missing)] }),
      .records(places.map { [Int64($0.place), Int64($0.length)] }),
    ])
  }
}
