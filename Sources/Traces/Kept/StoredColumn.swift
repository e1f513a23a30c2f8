import Files

/// A column of whatever kind.
enum StoredColumn: Sendable {
  case bytes([UInt8]), shorts([Int32]), longs([Int]), floats([Float]), doubles([Double])

  var kind: UInt64 {
    switch self {
    case .bytes: 1
    case .shorts: 2
    case .longs: 3
    case .floats: 4
    case .doubles: 5
    }
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    switch self {
    case .bytes(let values): try values.withUnsafeBytes(body)
    case .shorts(let values): try values.withUnsafeBytes(body)
    case .longs(let values): try values.withUnsafeBytes(body)
    case .floats(let values): try values.withUnsafeBytes(body)
    case .doubles(let values): try values.withUnsafeBytes(body)
    }
  }

  /// Reads one that is as it was written.
  init(_ file: RandomFile, at place: Int, _ part: ColumnFile.Part) throws {
    switch part.kind {
    case 1: self = .bytes(try StoredColumn.values(file, at: place, part.bytes))
    case 2: self = .shorts(try StoredColumn.values(file, at: place, part.bytes))
    case 3: self = .longs(try StoredColumn.values(file, at: place, part.bytes))
    case 4: self = .floats(try StoredColumn.values(file, at: place, part.bytes))
    case 5: self = .doubles(try StoredColumn.values(file, at: place, part.bytes))
    default: throw UnsoundColumns()
    }
    guard withBytes(ColumnFile.sum) == part.sum else { throw UnsoundColumns() }
  }

  static func values<Value: BitwiseCopyable>(_ file: RandomFile, at place: Int, _ bytes: Int) throws
    -> [Value]
  {
    guard bytes.isMultiple(of: MemoryLayout<Value>.stride), bytes <= file.size - place else {
      throw UnsoundColumns()
    }
    let count = bytes / MemoryLayout<Value>.stride
    return try [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      // Safe: the buffer has room for `count` values, which any bytes are; it counts as filled only where all were read.
      let whole = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: bytes)
      preferLargePages(UnsafeRawBufferPointer(whole))
      var done = 0
      while done < bytes {
        let rest = UnsafeMutableRawBufferPointer(rebasing: whole[done...])
        let read = try file.read(into: rest, at: place + done)
        guard read > 0 else { throw UnsoundColumns() }
        done += read
      }
      filled = count
    }
  }
}

/// Takes columns, so that they can be written.
package struct ColumnWriter: ColumnCoder {
  package var isReading: Bool { false }
  private var columns: [StoredColumn] = []
  private var parts: [ColumnFile.Part] = []

  package init() {}

  package var byteCount: Int { parts.reduce(ColumnFile.headBytes) { $0 + $1.bytes + ColumnFile.partBytes } }

  package mutating func code(_ column: inout [UInt8]) { take(.bytes(column)) }
  package mutating func code(_ column: inout [Int32]) { take(.shorts(column)) }
  package mutating func code(_ column: inout [Int]) { take(.longs(column)) }
  package mutating func code(_ column: inout [Float]) { take(.floats(column)) }
  package mutating func code(_ column: inout [Double]) { take(.doubles(column)) }

  private mutating func take(_ column: StoredColumn) {
    columns.append(column)
    parts.append(
      column.withBytes {
        ColumnFile.Part(bytes: $0.count, sum: ColumnFile.sum($0), kind: column.kind)
      })
  }

  private static let bytesAtOnce = 1 << 20

  package func write(seal: UInt64, _ write: ([UInt8]) throws -> Void) throws {
    try ColumnFile.head(parts, seal: seal).withUnsafeBytes { try write(Array($0)) }
    for column in columns {
      try column.withBytes { bytes in
        for start in stride(from: 0, to: bytes.count, by: ColumnWriter.bytesAtOnce) {
          try write(Array(bytes[start..<min(start + ColumnWriter.bytesAtOnce, bytes.count)]))
        }
      }
    }
  }
}
