import Basics
import Files

/// Fills columns from a file, in the order in which they were written.
package struct ColumnReader: ColumnCoder {
  package var isReading: Bool { true }
  private var columns: [StoredColumn] = []
  private var next = 0

  /// Reads all columns, the longest first, on two threads. Throws where the file is not whole: nothing is reserved for what
  /// it cannot hold.
  package init(_ file: RandomFile, seal: UInt64) throws {
    let parts = try ColumnReader.parts(file, seal)
    var (places, place) = ([Int](), ColumnFile.headBytes + parts.count * ColumnFile.partBytes)
    for part in parts {
      guard part.bytes <= file.size - place else { throw UnsoundColumns() }
      places.append(place)
      place += part.bytes
    }
    guard place == file.size else { throw UnsoundColumns() }
    let shares = ColumnReader.shares(parts)
    let read = Workers.threads(shares.count).map { [places] worker in
      Result {
        try shares[worker].map { number in
          (number: number, column: try StoredColumn(file, at: places[number], parts[number]))
        }
      }
    }
    columns = try read.flatMap { try $0.get() }.sorted { $0.number < $1.number }.map(\.column)
  }

  private static func parts(_ file: RandomFile, _ seal: UInt64) throws -> [ColumnFile.Part] {
    let head: [UInt64] = try StoredColumn.values(file, at: 0, ColumnFile.headBytes)
    guard head[0] == ColumnFile.magic, head[1] == seal, head[2] <= UInt64(ColumnFile.mostColumns),
      head[4] == ColumnFile.sum(of: Array(head[..<4]))
    else { throw UnsoundColumns() }
    let count = Int(head[2])
    let description: [UInt64] = try StoredColumn.values(
      file, at: ColumnFile.headBytes, count * ColumnFile.partBytes)
    guard head[3] == ColumnFile.sum(of: description) else { throw UnsoundColumns() }
    return (0..<count).map {
      ColumnFile.Part(
        bytes: Int(clamping: description[3 * $0]), sum: description[3 * $0 + 1], kind: description[3 * $0 + 2]
      )
    }
  }

  /// Two, of about as many bytes each.
  private static func shares(_ parts: [ColumnFile.Part]) -> [[Int]] {
    var shares = [(bytes: 0, numbers: [Int]()), (bytes: 0, numbers: [])]
    for number in parts.indices.sorted(by: { parts[$0].bytes > parts[$1].bytes }) {
      let share = shares[0].bytes <= shares[1].bytes ? 0 : 1
      shares[share].bytes += parts[number].bytes
      shares[share].numbers.append(number)
    }
    return shares.map(\.numbers)
  }

  package var isAtEnd: Bool { next == columns.count }

  package mutating func code(_ column: inout [UInt8]) throws {
    guard case .bytes(let values) = try taken() else { throw UnsoundColumns() }
    column = values
  }

  package mutating func code(_ column: inout [Int32]) throws {
    guard case .shorts(let values) = try taken() else { throw UnsoundColumns() }
    column = values
  }

  package mutating func code(_ column: inout [Int]) throws {
    guard case .longs(let values) = try taken() else { throw UnsoundColumns() }
    column = values
  }

  package mutating func code(_ column: inout [Float]) throws {
    guard case .floats(let values) = try taken() else { throw UnsoundColumns() }
    column = values
  }

  package mutating func code(_ column: inout [Double]) throws {
    guard case .doubles(let values) = try taken() else { throw UnsoundColumns() }
    column = values
  }

  private mutating func taken() throws -> StoredColumn {
    guard next < columns.count else { throw UnsoundColumns() }
    defer { next += 1 }
    return columns[next]
  }
}
