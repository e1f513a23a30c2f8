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

  /// Its parts follow one another.
  package struct Stream {
    package let rows: Int
    package let parts: [ArrowBuffer]
    package let columns: [ColumnPlaces]

    package var length: Int { parts.reduce(0) { $0 + $1.length } }

    /// All parts as one.
    package var bytes: [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(length)
      for part in parts { part.withBytes { bytes.append(contentsOf: $0) } }
      return bytes
    }
  }

  package func render(_ table: Table) -> Stream {
    render(
      table.columns.indices.map { index in
        ArrowColumn(table.columns[index], table.rows.lazy.map { $0[index] })
      })
  }

  /// From columns of as many rows.
  package func render(_ columns: [ArrowColumn]) -> Stream {
    let rows = columns.first?.rows ?? 0
    let buffers = columns.map(\.buffers)
    let places = ArrowRenderer.places(of: buffers.flatMap { $0 })
    let length = places.last.map { ArrowRenderer.padded($0.place + $0.length) } ?? 0
    var head: [UInt8] = []
    append(header: 1, schema(columns), bodyLength: 0, to: &head)
    append(header: 3, batch(columns, rows: rows, places), bodyLength: length, to: &head)
    var parts: [ArrowBuffer] = [.bytes(head)]
    for buffer in buffers.flatMap({ $0 }) {
      parts.append(buffer)
      let padding = ArrowRenderer.padded(buffer.length) - buffer.length
      if padding > 0 { parts.append(.bytes(Array(repeating: 0, count: padding))) }
    }
    parts.append(.bytes([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]))
    let moved = places.map { (place: $0.place + head.count, length: $0.length) }
    return Stream(
      rows: rows, parts: parts, columns: ArrowRenderer.layout(of: columns, buffers.map(\.count), moved))
  }

  private static func layout(
    of columns: [ArrowColumn], _ counts: [Int], _ places: [(place: Int, length: Int)]
  ) -> [ColumnPlaces] {
    var rest = places[...]
    return zip(columns, counts).map { column, count in
      defer { rest = rest.dropFirst(count) }
      return ColumnPlaces(name: column.name, kind: column.kind.rawValue, parts: Array(rest.prefix(count)))
    }
  }

  private static func padded(_ count: Int) -> Int { (count + 63) / 64 * 64 }

  private static func places(of buffers: [ArrowBuffer]) -> [(place: Int, length: Int)] {
    var place = 0
    return buffers.map { buffer in
      defer { place += padded(buffer.length) }
      return (place, buffer.length)
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
