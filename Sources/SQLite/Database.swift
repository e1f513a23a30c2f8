import CSQLite

/// What SQLite refused: `code` is its primary result code, `message` its own words, `offset` the byte of the statement
/// that they speak of, where they speak of one.
package struct DatabaseFault: Error {
  package let code: Int32
  package let message: String
  package var offset: Int?

  /// Someone else holds the lock.
  package var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
  /// The file, or the folder that the journal has to go to, cannot be written.
  package var isRefusalToWrite: Bool {
    code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM
  }
  /// The disk is full, or a write failed for another such reason.
  package var isLackOfRoom: Bool { code == SQLITE_FULL || code == SQLITE_IOERR }
  /// The file is no database, not a whole one, or not one of ours: the statements are fixed, so that one that is
  /// refused speaks of other tables.
  package var isDamage: Bool {
    [
      SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_SCHEMA, SQLITE_FORMAT, SQLITE_ERROR, SQLITE_CONSTRAINT,
      SQLITE_MISMATCH,
    ].contains(code)
  }
}

/// SQLite is not installed.
package struct MissingLibrary: Error {
  package init() {}
}

/// A connection to a SQLite database. One thread at a time uses it.
package final class Database {
  package let api: MaaSQLite
  package private(set) var connection: OpaquePointer?

  /// Opens a file, which must be there. One that may not be written is opened for reading.
  package convenience init(path: String, forReading: Bool) throws {
    let mode = forReading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    try self.init(path, mode | SQLITE_OPEN_NOMUTEX, system: nil)
    _ = api.busyTimeout(connection, Database.lockMilliseconds)
  }

  /// Opens a file for reading that is taken to be unchanged meanwhile: without locks, and without the logs beside it.
  convenience init(readingUnchanged path: String) throws {
    let escaped = path.utf8.map { byte in
      let isPlain = byte < 0x80 && (byte.isLetterOrDigit || "/._-".utf8.contains(byte))
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    try self.init(
      "file:" + escaped.joined() + "?immutable=1",
      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, system: nil)
  }

  /// A new database in memory, in which there is no time: what it answers does not depend on the clock.
  package convenience init() throws {
    guard let system = maa_sqlite_clockless() else { throw MissingLibrary() }
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
    try self.init(":memory:", flags, system: system)
  }

  /// Safe: `system` is a constant name of the shim, or nil.
  private init(_ path: String, _ flags: Int32, system: UnsafePointer<CChar>?) throws {
    guard let api = maa_sqlite()?.pointee else { throw MissingLibrary() }
    self.api = api
    let code = api.open(path, &connection, flags, system)
    guard code == SQLITE_OK else { throw fault(code) }
  }

  deinit { _ = api.close(connection) }

  package var isReadOnly: Bool { api.isReadOnly(connection, "main") == 1 }

  /// How long one call waits for a lock. Whoever calls tries again, and looks for Ctrl-C in between.
  private static let lockMilliseconds: Int32 = 50

  /// Runs statements that give no rows.
  package func execute(_ sql: String) throws {
    let code = api.execute(connection, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw fault(code) }
  }

  /// The first column of the only row, such as a pragma's value.
  package func integer(_ sql: String) throws -> Int {
    let query = try PreparedStatement(sql, on: self)
    return try query.next() ? query.integer(0) : 0
  }

  /// Runs `body` as one transaction: all of it, or nothing.
  package func transaction(_ begin: String, _ body: () throws -> Void) throws {
    try execute(begin)
    do {
      try body()
      try execute("COMMIT")
    } catch {
      // Some faults have rolled back already; then this one fails, and nothing is left to do.
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// The first statement of `sql` and how many bytes it takes; nil where there is none but comments.
  package func prepare(_ sql: UnsafeBufferPointer<CChar>) throws -> (statement: OpaquePointer?, length: Int) {
    var statement: OpaquePointer?
    var rest: UnsafePointer<CChar>?
    let code = api.prepare(connection, sql.baseAddress, Int32(clamping: sql.count), &statement, &rest)
    guard code == SQLITE_OK else { throw fault(code) }
    // In bounds: SQLite says where in `sql` it stopped reading.
    let length = rest.flatMap { rest in sql.baseAddress.map { rest - $0 } } ?? sql.count
    return (statement, length)
  }

  /// The low byte of a result code is the primary code.
  package func fault(_ code: Int32) -> DatabaseFault {
    let message = connection.flatMap { api.message($0) }.map { String(cString: $0) } ?? "error \(code)"
    let offset = connection.map { Int(api.errorOffset($0)) } ?? -1
    return DatabaseFault(code: code & 0xff, message: message, offset: offset < 0 ? nil : offset)
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
