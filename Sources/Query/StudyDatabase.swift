import Basics
import CSQLite
import Files
import SQLite
import Synchronization
import Tables

/// The tables of a study as a SQLite database in memory, filled as far as queries read them.
///
/// It has all tables and columns from the beginning, empty. A query is prepared against them, which says what it reads;
/// those columns are filled, and only then it runs. What is filled stays.
package final class StudyDatabase {
  let schemas: [TableSchema]
  let database: Database
  let watch: Watch
  /// The filled columns of each table, by their place; nil for a table that has no rows yet.
  var filled: [String: Set<Int>] = [:]
  var counts: [String: Int] = [:]
  /// It may hold half a table, or a query that did not end in time: it is no longer of use.
  package internal(set) var isSpent = false
  /// Bytes of SQLite's that a query may take beside the tables.
  private let memory: Int
  private let builtIn: BuiltInFunctions
  /// Of the values that were filled in, in bytes.
  var longestFilled = 0

  package static let mostText = 256 << 10
  private static let mostMemory = 512 << 20
  /// What a query may make at the least, and at the most: a function that goes through this much takes no second.
  private static let longestMade = 8 << 20
  private static let longestEver = 64 << 20

  package init(_ schemas: [TableSchema], memory: Int = mostMemory) throws {
    self.schemas = schemas
    self.memory = memory
    watch = Watch(tables: schemas.map(\.name))
    do {
      database = try Database()
      builtIn = try BuiltInFunctions()
    } catch is MissingLibrary { throw QueryFault.noLibrary }
    try setUp()
  }

  /// How many rows a filled table has; 0 for one that no query has read.
  package func count(of table: String) -> Int { counts[table] ?? 0 }

  private func setUp() throws {
    for pragma in ["page_size = 4096", "journal_mode = OFF", "temp_store = MEMORY", "secure_delete = ON"] {
      try database.execute("PRAGMA \(pragma)")
    }
    for (option, value) in [
      // Texts stand in single quotes; a misspelt column in double ones is a fault, not a text.
      (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DEFENSIVE, 1),
      (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    ] {
      _ = maa_sqlite_switch(database.connection, option, Int32(value))
    }
    for schema in schemas { try database.execute(StudyDatabase.definition(schema)) }
    for (limit, value) in StudyDatabase.limits { _ = database.api.limit(database.connection, limit, value) }
    limitValues(whileFilling: true)
    BoundedFunctions.define(on: database, builtIn: builtIn)
    WildcardFunctions.define(on: database) { [watch] in watch.isCancelled.load(ordering: .relaxed) }
    watch.attach(to: database)
  }

  /// What one statement may ask for.
  private static let limits: [(Int32, Int32)] = [
    (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
    (SQLITE_LIMIT_EXPR_DEPTH, 200), (SQLITE_LIMIT_COMPOUND_SELECT, 50), (SQLITE_LIMIT_COLUMN, 500),
    (SQLITE_LIMIT_FUNCTION_ARG, 100), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 250),
    (SQLITE_LIMIT_VARIABLE_NUMBER, 250), (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
  ]

  /// A value is as long as eight of the longest that the tables read hold, where that is more than usual: several of a
  /// row are sorted as one.
  private func limitValues(whileFilling: Bool) {
    let made = min(StudyDatabase.longestEver, max(StudyDatabase.longestMade, 8 * longestFilled))
    builtIn.longestValue = whileFilling ? StudyDatabase.longestEver : made
    _ = database.api.limit(database.connection, SQLITE_LIMIT_LENGTH, Int32(builtIn.longestValue))
  }

  private static func definition(_ schema: TableSchema) -> String {
    let columns = schema.columns.map { "\(quoted($0.name)) \($0.kind.rawValue)" }
    return "CREATE TABLE \(quoted(schema.name)) (\(columns.joined(separator: ", ")))"
  }

  /// Names are the notebook's own.
  static func quoted(_ name: String) -> String { "\"\(name)\"" }
}

extension StudyDatabase {
  /// Runs one query. `value` gives what a parameter such as `$name` stands for.
  ///
  /// `limit` ends it after so many rows and says whether there were more.
  package func run(
    _ sql: String, on sources: [any TableSource], limit: Int? = nil, pulse: Pulse = .silent,
    value: (String) throws -> Cell = { throw QueryFault.foreignParameter($0) }
  ) throws -> QueryResult {
    let statement = try prepare(sql)
    try bind(statement, value)
    let read = widened(watch.read, for: sql)
    watch.isOn = false
    limitValues(whileFilling: true)
    try fill(read, from: sources, pulse: pulse)
    limitValues(whileFilling: false)
    watch.begin()
    defer { watch.isOn = false }
    return try step(statement, limit, tables: read.keys.sorted(), pulse)
  }

  /// Columns that USING and NATURAL join by are read without the authorizer being asked. Where a statement has such a
  /// word, every table that it names is read whole.
  private func widened(_ read: [String: Set<String>], for sql: String) -> [String: Set<String>] {
    let words = Set(sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    guard words.contains("using") || words.contains("natural") else { return read }
    var read = read
    for schema in schemas where words.contains(schema.name) {
      read[schema.name, default: []].formUnion(schema.columns.map { $0.name.lowercased() })
    }
    return read
  }

  private func prepare(_ sql: String) throws -> PreparedStatement {
    let bytes = Array(sql.utf8)
    guard bytes.count <= StudyDatabase.mostText else {
      throw QueryFault.tooLong(bytes: bytes.count, most: StudyDatabase.mostText)
    }
    if let offset = bytes.firstIndex(of: 0) { throw QueryFault.holdsNUL(offset: offset) }
    watch.begin()
    defer { watch.isOn = false }
    // A C string of known length, in bounds: the zero after it is counted, too.
    return try bytes.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { text in
      let (statement, length) = try first(of: text)
      guard let statement else { throw QueryFault.noText }
      let prepared = PreparedStatement(statement, on: database)
      // What has no columns reads nothing, even where there is nothing for it to change.
      guard prepared.columnCount > 0 else { throw QueryFault.refused(.change(action: "this")) }
      try checkNothing(follows: length, in: text)
      return prepared
    }
  }

  private func first(of text: UnsafeBufferPointer<CChar>) throws -> (OpaquePointer?, Int) {
    // A text without a character has no address.
    guard !text.isEmpty else { throw QueryFault.noText }
    do {
      return try database.prepare(text)
    } catch let fault as DatabaseFault {
      throw translated(fault, tables: watch.read.keys.sorted(), length: text.count)
    }
  }

  /// Behind the statement there may be comments and empty statements.
  private func checkNothing(follows length: Int, in text: UnsafeBufferPointer<CChar>) throws {
    var place = length
    while place < text.count {
      let rest = UnsafeBufferPointer(rebasing: text[place...])
      guard let (second, length) = try? database.prepare(rest) else {
        throw QueryFault.severalStatements(offset: place)
      }
      if let second {
        _ = database.api.finalize(second)
        throw QueryFault.severalStatements(offset: place)
      }
      place += max(1, length)
    }
  }

  private func bind(_ statement: PreparedStatement, _ value: (String) throws -> Cell) throws {
    for (index, name) in statement.parameters.enumerated() {
      guard let name, name.hasPrefix("$") else { throw QueryFault.foreignParameter(name ?? "?") }
      let place = Int32(index + 1)
      switch try value(String(name.dropFirst())) {
      case .missing: try statement.bindNull(place)
      case .text(let text): try statement.bind(place, text)
      case .integer(let integer): try statement.bind(place, integer)
      case .number(let number, _): try statement.bind(place, number)
      case .flag(let flag): try statement.bind(place, flag ? 1 : 0)
      }
    }
  }

  private func translated(_ fault: DatabaseFault, tables: [String], length: Int? = nil) -> any Error {
    if let refusal = watch.refusal { return QueryFault.refused(refusal) }
    if fault.message == "incomplete input" { return QueryFault.syntax(fault.message, offset: length) }
    return QueryFault(fault, tables: tables)
  }
}

extension StudyDatabase {
  /// SQLite works on a thread of its own: a sort of a million rows cannot be stopped, but it can be left.
  private func step(_ statement: PreparedStatement, _ limit: Int?, tables: [String], _ pulse: Pulse) throws
    -> QueryResult
  {
    let api = database.api
    _ = api.hardHeapLimit(api.memoryUsed() + Int64(memory))
    let work = Stepping(statement, database, watch, limit: limit, mostBytes: memory)
    let outcome: Result<QueryResult, any Error>
    do {
      outcome = try runApart(
        pulse, stage: "asking", stop: { self.watch.isCancelled.store(true, ordering: .relaxed) }
      ) {
        Result { try work.rows() }
      } abandon: {
        // The thread that still works holds all it needs. The limit stands until it is done.
        self.isSpent = true
      }
    } catch {
      if !isSpent { _ = api.hardHeapLimit(0) }
      throw error
    }
    _ = api.hardHeapLimit(0)
    switch outcome {
    case .success(let result): return result
    case .failure(let fault as DatabaseFault): throw translated(fault, tables: tables)
    case .failure(let fault): throw fault
    }
  }
}
