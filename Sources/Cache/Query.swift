import CSQLite

/// A prepared statement. It keeps its connection alive, and is to be gone before the connection's file is renamed.
final class Query {
  private let database: Database
  private let statement: OpaquePointer?

  init(_ sql: String, on database: Database) throws {
    self.database = database
    statement = try database.prepare(sql)
  }

  deinit { _ = database.api.finalize(statement) }

  /// Whether there is a row, or another one.
  func next() throws -> Bool {
    let code = database.api.step(statement)
    guard code == SQLITE_ROW || code == SQLITE_DONE else { throw database.fault(code) }
    return code == SQLITE_ROW
  }

  /// Ready for other values, and no longer reading.
  func reset() { _ = database.api.reset(statement) }

  /// Binds by reference, without a copy: the caller keeps `bytes` alive until the statement has run.
  func bind(_ place: Int32, _ bytes: UnsafeRawBufferPointer) throws {
    let code = database.api.bindBlob(statement, place, bytes.baseAddress, Int32(clamping: bytes.count), nil)
    guard code == SQLITE_OK else { throw database.fault(code) }
  }

  func bind(_ place: Int32, _ value: Int) throws {
    let code = database.api.bindInteger(statement, place, Int64(value))
    guard code == SQLITE_OK else { throw database.fault(code) }
  }

  func integer(_ column: Int32) -> Int { Int(database.api.columnInteger(statement, column)) }

  /// The bytes of a column, good until the next step or reset. In bounds: SQLite says how many there are.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = database.api.columnBlob(statement, column)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(database.api.columnBytes(statement, column)))
  }
}
