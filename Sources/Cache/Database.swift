import CSQLite

/// What SQLite refused: `code` is its primary result code, `message` its own words.
struct DatabaseFault: Error {
  let code: Int32
  let message: String

  /// Someone else holds the lock.
  var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
  /// The file, or the folder that the journal has to go to, cannot be written.
  var isRefusalToWrite: Bool { code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM }
  /// The disk is full, or a write failed for another such reason.
  var isLackOfRoom: Bool { code == SQLITE_FULL || code == SQLITE_IOERR }
  /// The file is no database, not a whole one, or not one of ours: the statements are fixed, so that one that is
  /// refused speaks of other tables.
  var isDamage: Bool {
    [
      SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_SCHEMA, SQLITE_FORMAT, SQLITE_ERROR, SQLITE_CONSTRAINT,
      SQLITE_MISMATCH,
    ].contains(code)
  }
}

/// SQLite is not installed.
struct NoLibrary: Error {}

/// A connection to one SQLite file. One thread at a time uses it.
final class Database {
  let api: MaaSQLite
  private var connection: OpaquePointer?

  /// Opens a file, which must be there. One that may not be written is opened for reading.
  init(path: String, forReading: Bool) throws {
    guard let api = maa_sqlite()?.pointee else { throw NoLibrary() }
    self.api = api
    let mode = forReading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    let code = api.open(path, &connection, mode | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK else { throw fault(code) }
    _ = api.busyTimeout(connection, Database.lockMilliseconds)
  }

  deinit { _ = api.close(connection) }

  var isReadOnly: Bool { api.isReadOnly(connection, "main") == 1 }

  /// How long one call waits for a lock. Whoever calls tries again, and looks for Ctrl-C in between.
  private static let lockMilliseconds: Int32 = 50

  /// Runs statements that give no rows.
  func execute(_ sql: String) throws {
    let code = api.execute(connection, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw fault(code) }
  }

  /// The first column of the only row, such as a pragma's value.
  func integer(_ sql: String) throws -> Int {
    let query = try Query(sql, on: self)
    return try query.next() ? query.integer(0) : 0
  }

  /// Runs `body` as one transaction: all of it, or nothing.
  func transaction(_ begin: String, _ body: () throws -> Void) throws {
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

  func prepare(_ sql: String) throws -> OpaquePointer? {
    var statement: OpaquePointer?
    let code = api.prepare(connection, sql, -1, &statement, nil)
    guard code == SQLITE_OK else { throw fault(code) }
    return statement
  }

  /// The low byte of a result code is the primary code.
  func fault(_ code: Int32) -> DatabaseFault {
    let message = connection.flatMap { api.message($0) }.map { String(cString: $0) } ?? "error \(code)"
    return DatabaseFault(code: code & 0xff, message: message)
  }
}
