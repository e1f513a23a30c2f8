import CSQLite
import SQLite
import Tables

/// The answer to a query.
package struct QueryResult: Sendable {
  package var columns: [String] = []
  package var rows: [[Cell]] = []
  /// It ended because of a limit, and there was another row.
  package var hasMore = false
}

/// The stepping through a statement on another thread.
///
/// Unchecked, because whoever made it does not touch statement or connection until the work is done, or ever again.
final class Stepping: @unchecked Sendable {
  private let statement: PreparedStatement
  private let database: Database
  /// The connection calls it back, and does not keep it.
  private let watch: Watch
  private let limit: Int?
  private let mostBytes: Int
  private var bytes = 0

  init(_ statement: PreparedStatement, _ database: Database, _ watch: Watch, limit: Int?, mostBytes: Int) {
    (self.statement, self.database, self.watch) = (statement, database, watch)
    (self.limit, self.mostBytes) = (limit, mostBytes)
  }

  func rows() throws -> QueryResult {
    let readings = maa_sqlite_clock_readings()
    defer { statement.reset() }
    let columns = 0..<statement.columnCount
    var result = QueryResult(columns: columns.map(statement.name))
    while try statement.next() {
      guard maa_sqlite_clock_readings() == readings else { throw QueryFault.refused(.clock) }
      if let limit, result.rows.count >= limit {
        result.hasMore = true
        break
      }
      result.rows.append(columns.map(cell))
      bytes += 32 + 40 * columns.count
      guard bytes <= mostBytes else { throw QueryFault.resultTooLarge(rows: result.rows.count) }
    }
    return result
  }

  private func cell(_ column: Int32) -> Cell {
    switch statement.kind(column) {
    case .null: return .missing
    case .integer: return .integer(statement.integer(column))
    case .real: return .number(statement.real(column), places: 4)
    case .text:
      let text = statement.text(column)
      bytes += text.utf8.count
      return .text(text)
    case .blob:
      let blob = statement.bytes(column)
      bytes += 2 * blob.count
      return bytes <= mostBytes ? .text(hexadecimal(blob)) : .missing
    }
  }

  /// As SQL writes bytes: `x'00ff'`.
  private func hexadecimal(_ blob: UnsafeRawBufferPointer) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text = Array("x'".utf8)
    text.reserveCapacity(2 * blob.count + 3)
    for byte in blob { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text + [0x27], as: UTF8.self)
  }
}
