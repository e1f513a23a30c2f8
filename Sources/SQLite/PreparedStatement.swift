import CSQLite

/// A prepared statement. It keeps its connection alive, and is to be gone before the connection's file is renamed.
package final class PreparedStatement {
  private let database: Database
  private let statement: OpaquePointer?

  package init(_ sql: String, on database: Database) throws {
    self.database = database
    statement = try sql.withCString { text in
      // In bounds: a C string ends where its length says.
      try database.prepare(UnsafeBufferPointer(start: text, count: sql.utf8.count)).statement
    }
  }

  /// Takes over a statement that was prepared on `database`.
  package init(_ statement: OpaquePointer, on database: Database) {
    self.database = database
    self.statement = statement
  }

  deinit { _ = database.api.finalize(statement) }

  /// Whether there is a row, or another one.
  package func next() throws -> Bool {
    let code = database.api.step(statement)
    guard code == SQLITE_ROW || code == SQLITE_DONE else { throw database.fault(code) }
    return code == SQLITE_ROW
  }

  /// Ready for other values, and no longer reading.
  package func reset() { _ = database.api.reset(statement) }
}

/// Values in. Places count from 1.
extension PreparedStatement {
  /// Binds by reference, without a copy: the caller keeps `bytes` alive until the statement has run.
  package func bind(_ place: Int32, _ bytes: UnsafeRawBufferPointer) throws {
    try check(database.api.bindBlob(statement, place, bytes.baseAddress, Int32(clamping: bytes.count), nil))
  }

  /// The same for UTF-8. An empty text has no address of its own, and a text without address would be NULL.
  package func bind(_ place: Int32, text bytes: UnsafeRawBufferPointer) throws {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard !bytes.isEmpty, let start else {
      return try check(database.api.bindText(statement, place, "", 0, PreparedStatement.copied))
    }
    try check(database.api.bindText(statement, place, start, Int32(clamping: bytes.count), nil))
  }

  /// Binds a copy.
  package func bind(_ place: Int32, _ text: String) throws {
    let count = Int32(clamping: text.utf8.count)
    try check(database.api.bindText(statement, place, text, count, PreparedStatement.copied))
  }

  package func bind(_ place: Int32, _ value: Int) throws {
    try check(database.api.bindInteger(statement, place, Int64(value)))
  }

  package func bind(_ place: Int32, _ value: Double) throws {
    try check(database.api.bindDouble(statement, place, value))
  }

  package func bindNull(_ place: Int32) throws {
    try check(database.api.bindNull(statement, place))
  }

  /// Binds what a function was called with.
  package func bind(_ values: UnsafeBufferPointer<OpaquePointer?>) throws {
    for (index, value) in values.enumerated() {
      try check(database.api.bindValue(statement, Int32(index + 1), value))
    }
  }

  /// The names of the parameters by place, nil for those without a name.
  package var parameters: [String?] {
    let count = database.api.bindCount(statement)
    return count < 1
      ? [] : (1...count).map { database.api.bindName(statement, $0).map { String(cString: $0) } }
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw database.fault(code) }
  }

  /// SQLITE_TRANSIENT, a macro that Swift does not see: the pointer with all bits set.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// Values out. Columns count from 0.
extension PreparedStatement {
  package enum StorageClass { case null, integer, real, text, blob }

  package var columnCount: Int32 { database.api.columnCount(statement) }

  package func name(_ column: Int32) -> String {
    database.api.columnName(statement, column).map { String(cString: $0) } ?? ""
  }

  package func kind(_ column: Int32) -> StorageClass {
    switch database.api.columnType(statement, column) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  package func integer(_ column: Int32) -> Int { Int(database.api.columnInteger(statement, column)) }

  package func real(_ column: Int32) -> Double { database.api.columnDouble(statement, column) }

  /// The bytes of a column, good until the next step or reset. In bounds: SQLite says how many there are.
  package func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = database.api.columnBlob(statement, column)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(database.api.columnBytes(statement, column)))
  }

  /// Hands the first column on as what a function gives; SQLite copies it.
  package func give(to context: OpaquePointer) {
    database.api.resultValue(context, database.api.columnValue(statement, 0))
  }

  /// What is no UTF-8 is repaired.
  package func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}
