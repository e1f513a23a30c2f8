import CSQLite
import SQLite
import Synchronization

/// What stands between a query and the connection: it notes which columns are read, refuses whatever does more than
/// read, and ends work that is no longer wanted.
///
/// SQLite calls it back on the thread that prepares or steps. Unchecked, and safe: only `isCancelled` is touched by two
/// threads.
final class Watch: @unchecked Sendable {
  /// The tables that may be read, by their name in lower case.
  private let tables: [String: String]
  /// Off while the notebook itself fills tables.
  var isOn = false
  /// The columns read since `begin`, by table.
  private(set) var read: [String: Set<String>] = [:]
  private(set) var refusal: QueryRefusal?
  let isCancelled = Atomic(false)

  init(tables: [String]) {
    self.tables = Dictionary(tables.map { ($0.lowercased(), $0) }) { first, _ in first }
  }

  func begin() {
    (read, refusal) = ([:], nil)
    isCancelled.store(false, ordering: .relaxed)
    isOn = true
  }

  /// The connection keeps a pointer to the watch; whoever owns both lets go of the connection first.
  func attach(to database: Database) {
    // Unretained, because the owner of the connection owns the watch, too.
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = database.api.setAuthorizer(
      database.connection,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        let watch = Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue()
        return watch.answer(action, first, second) ? SQLITE_OK : SQLITE_DENY
      }, context)
    database.api.setProgress(
      database.connection, Watch.stepsBetweenLooks,
      { context in
        guard let context else { return 1 }
        let watch = Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue()
        return watch.isCancelled.load(ordering: .relaxed) ? 1 : 0
      }, context)
  }

  /// Instructions of SQLite's machine: far less than a millisecond.
  private static let stepsBetweenLooks: Int32 = 2_000
}

extension Watch {
  private func answer(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?)
    -> Bool
  {
    guard isOn else { return true }
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return true
    case SQLITE_READ: return allows(reading: Watch.text(first), column: Watch.text(second))
    case SQLITE_FUNCTION: return allows(function: Watch.text(second).lowercased())
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
      // Making and dropping tables begins with a change to SQLite's own.
      let isOwn = Watch.text(first).lowercased().hasPrefix("sqlite_")
      return refuse(.change(action: isOwn ? "this" : Watch.names[action] ?? "this"))
    default: return refuse(.change(action: Watch.names[action] ?? "this"))
    }
  }

  private func allows(reading table: String, column: String) -> Bool {
    let name = table.lowercased()
    if let table = tables[name] {
      read[table, default: []].insert(column.lowercased())
      return true
    }
    // A named subquery of which only rows are counted comes with no column. Any real table has its own refusal.
    let isSubquery = column.isEmpty && !name.hasPrefix("pragma_") && !name.hasPrefix("sqlite_")
    return isSubquery || Watch.otherTables.contains(name) || refuse(.table(table))
  }

  private func allows(function: String) -> Bool {
    if Watch.chance.contains(function) { return refuse(.chance(function: function)) }
    if Watch.clocks.contains(function) { return refuse(.clock) }
    return Watch.barred.contains(function) ? refuse(.function(function)) : true
  }

  private func refuse(_ refusal: QueryRefusal) -> Bool {
    self.refusal = self.refusal ?? refusal
    return false
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  /// Functions that stand in FROM.
  private static let otherTables: Set<String> = ["json_each", "json_tree"]
  private static let chance: Set<String> = ["random", "randomblob"]
  private static let clocks: Set<String> = ["current_time", "current_date", "current_timestamp"]
  /// They reach outside of the tables, or tell of the program instead of the study.
  private static let barred: Set<String> = [
    "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "sqlite_compileoption_get",
    "sqlite_compileoption_used", "sqlite_log", "sqlite_source_id", "sqlite_version", "sqlite_offset",
    "changes", "last_insert_rowid", "total_changes",
  ]
  private static let names: [Int32: String] = [
    SQLITE_INSERT: "INSERT", SQLITE_UPDATE: "UPDATE", SQLITE_DELETE: "DELETE", SQLITE_ATTACH: "ATTACH",
    SQLITE_DETACH: "DETACH", SQLITE_PRAGMA: "PRAGMA", SQLITE_TRANSACTION: "a transaction",
    SQLITE_SAVEPOINT: "a savepoint", SQLITE_ANALYZE: "ANALYZE", SQLITE_REINDEX: "REINDEX",
    SQLITE_ALTER_TABLE: "ALTER TABLE", SQLITE_CREATE_TABLE: "CREATE TABLE",
    SQLITE_CREATE_TEMP_TABLE: "CREATE TABLE", SQLITE_CREATE_VTABLE: "CREATE VIRTUAL TABLE",
    SQLITE_CREATE_INDEX: "CREATE INDEX", SQLITE_CREATE_TEMP_INDEX: "CREATE INDEX",
    SQLITE_CREATE_VIEW: "CREATE VIEW", SQLITE_CREATE_TEMP_VIEW: "CREATE VIEW",
    SQLITE_CREATE_TRIGGER: "CREATE TRIGGER", SQLITE_CREATE_TEMP_TRIGGER: "CREATE TRIGGER",
    SQLITE_DROP_TABLE: "DROP TABLE", SQLITE_DROP_INDEX: "DROP INDEX", SQLITE_DROP_VIEW: "DROP VIEW",
    SQLITE_DROP_TRIGGER: "DROP TRIGGER", SQLITE_DROP_TEMP_TABLE: "DROP TABLE",
  ]
}
