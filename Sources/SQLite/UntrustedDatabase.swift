import CSQLite

/// A database file that somebody else wrote, to be read and nothing else.
///
/// It is opened for reading and as one that nobody changes, so that SQLite makes no journal and no lock beside it. Its
/// schema is not trusted: no view, no trigger and no virtual table takes part, and functions that could do harm are
/// refused in it (sqlite.org/security.html, "Untrusted SQLite Database Files"). Only plain tables are named.
package final class UntrustedDatabase {
  package let database: Database

  /// Bytes of one text; larger ones are refused by SQLite.
  private static let longestText: Int32 = 64 << 20

  package init(path: String) throws {
    database = try Database(readingUnchanged: path)
    for (option, isOn) in [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
      (SQLITE_DBCONFIG_ENABLE_VIEW, 0),
    ] {
      guard maa_sqlite_switch(database.connection, option, Int32(isOn)) == SQLITE_OK else {
        throw DatabaseFault(code: SQLITE_ERROR, message: "this SQLite cannot read files that are not trusted")
      }
    }
    _ = database.api.limit(database.connection, SQLITE_LIMIT_LENGTH, UntrustedDatabase.longestText)
    try database.execute("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON")
  }

  /// Whether the first bytes of a file are those of a database.
  package static func isDatabase(_ head: [UInt8]) -> Bool { head.starts(with: "SQLite format 3\0".utf8) }

  /// Names of plain tables. A view and a virtual table have no page of their own.
  package func tables() throws -> [String] {
    let query = try PreparedStatement(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY rowid", on: database)
    var names: [String] = []
    while try query.next() { names.append(query.text(0)) }
    return names.filter { !$0.lowercased().hasPrefix("sqlite_") }
  }

  /// The columns of a table in their order.
  package func columns(of table: String) throws -> [String] {
    let query = try PreparedStatement("SELECT name FROM pragma_table_info(?)", on: database)
    try query.bind(1, table)
    var names: [String] = []
    while try query.next() { names.append(query.text(0)) }
    return names
  }

  /// A name as SQL writes it.
  package static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}
