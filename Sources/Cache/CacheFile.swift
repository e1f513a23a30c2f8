import Files
import SQLite

/// The cache's file, open. Faults are thrown as SQLite has them; `VectorCache` decides what becomes of them.
///
/// A rollback journal, not a write-ahead log: home folders lie on network file systems, where a write-ahead log does
/// not work. Readers hold the database for a few thousand rows at a time, so that writers seldom wait.
final class CacheFile {
  private let database: Database
  /// Held as long as the file is open: whoever sets the file aside must be alone. Nil where no lock can be had,
  /// because nothing can be written.
  private let lock: FileLock?
  let isReadOnly: Bool
  private let today: Int
  private let select: PreparedStatement
  private let insert: PreparedStatement
  private let stampNew: PreparedStatement
  private let stamp: PreparedStatement

  /// Another program's database, or another version's.
  struct Foreign: Error {}

  init(path: String, today: Int, lock: FileLock?) throws {
    self.lock = lock
    self.today = today
    database = try Database(path: path, forReading: lock == nil)
    isReadOnly = database.isReadOnly
    try CacheFile.prepare(database)
    // It could be written when it was opened, and its own header has forbidden that since: a damaged byte.
    if lock != nil, !isReadOnly, database.isReadOnly { throw Foreign() }
    select = try PreparedStatement(
      """
      SELECT vectors.id, vector, checksum, day FROM vectors LEFT JOIN uses ON uses.id = vectors.id
      WHERE key = ?1
      """, on: database)
    insert = try PreparedStatement(
      "INSERT OR IGNORE INTO vectors (key, checksum, vector) VALUES (?1, ?2, ?3)", on: database)
    stampNew = try PreparedStatement(
      "INSERT OR REPLACE INTO uses (id, day) SELECT id, ?2 FROM vectors WHERE key = ?1", on: database)
    stamp = try PreparedStatement("INSERT OR REPLACE INTO uses (id, day) VALUES (?1, ?2)", on: database)
  }

  /// `maav`, as SQLite's own `file` magic would show it.
  private static let application = 0x6d61_6176
  private static let version = 1

  /// A page of 8 KiB holds five vectors of 384 numbers with little waste. The days stand in a table of their own,
  /// so that stamping them does not rewrite the vectors.
  private static let schema: [(kind: String, text: String)] = [
    (
      "TABLE",
      """
      vectors (
        id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, checksum INTEGER NOT NULL, vector BLOB NOT NULL)
      """
    ), ("TABLE", "uses (id INTEGER PRIMARY KEY, day INTEGER NOT NULL)"),
    ("INDEX", "uses_by_day ON uses (day)"),
  ]

  /// Another process may have done so meanwhile.
  private static func create(_ database: Database) throws {
    for (kind, text) in schema { try database.execute("CREATE \(kind) IF NOT EXISTS \(text)") }
    try database.execute("PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
  }

  /// Not by its size: the pragma for vacuuming writes a page, and a process may be killed right after it.
  private static func isBlank(_ database: Database) throws -> Bool {
    try database.integer("PRAGMA application_id") == 0 && database.integer("PRAGMA user_version") == 0
      && database.integer("SELECT count(*) FROM sqlite_master") == 0
  }

  private static func prepare(_ database: Database) throws {
    // A cut of the power may damage the file in rare cases; that is noticed, and no answer is lost by it.
    try database.execute("PRAGMA synchronous = NORMAL")
    if try !database.isReadOnly && isBlank(database) {
      try database.execute("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL")
      try database.transaction("BEGIN IMMEDIATE") { try create(database) }
    }
    guard try database.integer("PRAGMA application_id") == application,
      try database.integer("PRAGMA user_version") == version
    else { throw Foreign() }
    // Where a changed byte has made other tables of it, such as one without a primary key, SQLite finds nothing wrong.
    guard try tables(database) == schema.map({ "CREATE \($0.kind) \($0.text)" }) else { throw Foreign() }
  }

  private static func tables(_ database: Database) throws -> [String] {
    let query = try PreparedStatement(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid", on: database)
    var tables: [String] = []
    while try query.next() { tables.append(query.text(0)) }
    return tables
  }
}

extension CacheFile {
  /// Rows that something is to be done about, by their number.
  struct Findings {
    /// Not yet stamped today.
    var stale: [Int] = []
    var damaged: [Int] = []
    var ofOtherLength: [Int] = []
  }

  /// Reads keys `range` in one transaction. `take` copies a vector and says whether it has the right length.
  func read(
    _ keys: [VectorKey], _ range: Range<Int>, _ take: (Int, UnsafeRawBufferPointer) -> Bool
  ) throws -> Findings {
    var findings = Findings()
    try database.transaction("BEGIN") {
      for index in range {
        defer { select.reset() }
        try keys[index].withBytes { bytes in
          try select.bind(1, bytes)
          guard try select.next() else { return }
          let vector = select.bytes(1)
          let row = select.integer(0)
          guard keys[index].checksum(of: vector) == select.integer(2) else {
            return findings.damaged.append(row)
          }
          guard take(index, vector) else { return findings.ofOtherLength.append(row) }
          if select.integer(3) != today { findings.stale.append(row) }
        }
      }
    }
    return findings
  }

  /// Marks rows as used today.
  func touch(_ rows: [Int]) throws {
    try database.transaction("BEGIN IMMEDIATE") {
      for row in rows { try mark(row) }
    }
  }

  private func mark(_ row: Int) throws {
    defer { stamp.reset() }
    try stamp.bind(1, row)
    try stamp.bind(2, today)
    _ = try stamp.next()
  }

  /// Keeps vectors, and makes room for them first: the file does not outgrow `limit` by more than a page or two.
  func write(_ keys: [VectorKey], _ values: [Float], dimension: Int, limit: Int) throws {
    try database.transaction("BEGIN IMMEDIATE") {
      var rest = keys[...]
      while !rest.isEmpty {
        let part = rest.prefix(CacheFile.evictEvery)
        guard try makeRoom(part.count * (4 * dimension + CacheFile.bytesOfARow), limit) else { break }
        for row in part.indices {
          try put(keys[row], values[(row * dimension)..<((row + 1) * dimension)])
        }
        rest = rest.dropFirst(part.count)
      }
    }
    if try bytes("page_count") > limit { try database.execute("PRAGMA incremental_vacuum") }
  }

  private func put(_ key: VectorKey, _ vector: ArraySlice<Float>) throws {
    defer {
      insert.reset()
      stampNew.reset()
    }
    let bits = vector.map { $0.bitPattern.littleEndian }
    try bits.withUnsafeBytes { vector in
      try key.withBytes { name in
        try insert.bind(1, name)
        try insert.bind(2, key.checksum(of: vector))
        try insert.bind(3, vector)
        _ = try insert.next()
        try stampNew.bind(1, name)
        try stampNew.bind(2, today)
        _ = try stampNew.next()
      }
    }
  }
}

extension CacheFile {
  private static let evictEvery = 64
  /// What a row costs beside its vector: key, checksum, the indices.
  private static let bytesOfARow = 160

  /// Drops what was not used for the longest time, until there is room; false if there cannot be.
  private func makeRoom(_ wanted: Int, _ limit: Int) throws -> Bool {
    guard wanted <= limit else { return false }
    while try inUse() + wanted > limit {
      let oldest = try rows("SELECT id FROM uses ORDER BY day, id LIMIT 64")
      if oldest.isEmpty { return try inUse() + wanted <= limit }
      try delete(oldest)
    }
    return true
  }

  /// Drops rows, such as damaged ones.
  func drop(_ ids: [Int]) throws {
    try database.transaction("BEGIN IMMEDIATE") { try delete(ids) }
  }

  func drop(_ keys: [VectorKey]) throws {
    try database.transaction("BEGIN IMMEDIATE") {
      let query = try PreparedStatement("SELECT id FROM vectors WHERE key = ?1", on: database)
      var found: [Int] = []
      for key in keys {
        try key.withBytes { try query.bind(1, $0) }
        if try query.next() { found.append(query.integer(0)) }
        query.reset()
      }
      try delete(found)
    }
  }

  private func delete(_ ids: [Int]) throws {
    for table in ["vectors", "uses"] {
      let query = try PreparedStatement("DELETE FROM \(table) WHERE id = ?1", on: database)
      for id in ids {
        try query.bind(1, id)
        _ = try query.next()
        query.reset()
      }
    }
  }

  func clear() throws {
    try database.transaction("BEGIN IMMEDIATE") {
      try database.execute("DELETE FROM vectors; DELETE FROM uses")
    }
    try database.execute("PRAGMA incremental_vacuum")
  }

  func count() throws -> Int { try database.integer("SELECT count(*) FROM uses") }

  /// Bytes of pages that hold something.
  func inUse() throws -> Int { try bytes("page_count") - bytes("freelist_count") }

  private func bytes(_ pages: String) throws -> Int {
    try database.integer("PRAGMA \(pages)") * database.integer("PRAGMA page_size")
  }

  private func rows(_ sql: String) throws -> [Int] {
    let query = try PreparedStatement(sql, on: database)
    var rows: [Int] = []
    while try query.next() { rows.append(query.integer(0)) }
    return rows
  }
}
