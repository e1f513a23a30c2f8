import Basics
import Files
import Importing
import SQLite

/// The rows of mem0's table `history`.
struct Mem0History {
  /// Names of columns as one version or another has them.
  struct Mem0Columns {
    var memory: String
    var event: String
    var old: String?
    var new: String
    var created: String?
    var updated: String?
  }

  private let gap: Double
  private var lastSeconds: Double?
  private var batches = 0

  init(gap: Double) { self.gap = gap }

  /// Nil where the file has no such table.
  static func columns(_ path: String) throws -> Mem0Columns? { try columns(UntrustedDatabase(path: path)) }

  private static func columns(_ database: UntrustedDatabase) throws -> Mem0Columns? {
    guard try database.tables().contains("history") else { return nil }
    let names = try database.columns(of: "history")
    func first(_ wanted: String...) -> String? { wanted.first(where: names.contains) }
    guard let memory = first("memory_id"), let event = first("event"),
      let new = first("new_memory", "new_value")
    else { return nil }
    return Mem0Columns(
      memory: memory, event: event, old: first("old_memory", "prev_value"), new: new,
      created: first("created_at", "timestamp"), updated: first("updated_at"))
  }

  mutating func read(_ source: ImportSource, _ file: SourceFile, into draft: inout LogDraft) throws {
    let path = source.filePath(file)
    do {
      source.note(file, sha256: try Mem0History.digest(of: path))
      let database = try UntrustedDatabase(path: path)
      guard let columns = try Mem0History.columns(database) else { return }
      let query = try PreparedStatement(Mem0History.query(columns), on: database.database)
      var row = 0
      while try query.next() {
        row += 1
        if row & 1023 == 0 { try source.pulse.beat("reading the history", row, 0) }
        take(query, "row \(row) of history", into: &draft)
      }
    } catch let fault as DatabaseFault {
      throw ImportFault.damagedDatabase(file: source.shown(file), reason: fault.message)
    } catch is MissingLibrary {
      throw ImportFault.damagedDatabase(file: source.shown(file), reason: "SQLite is not installed")
    }
    if isRegularFile("\(path)-wal") {
      draft.account.leftOut("what stands in the log beside the database only", example: "\(file.base)-wal")
    }
  }

  /// Rows as they were written: no index gives another order.
  private static func query(_ columns: Mem0Columns) -> String {
    let wanted = [columns.memory, columns.event, columns.old, columns.new, columns.created, columns.updated]
    let list = wanted.map { $0.map(UntrustedDatabase.quoted) ?? "NULL" }.joined(separator: ", ")
    return "SELECT \(list) FROM history NOT INDEXED"
  }

  private static func digest(of path: String) throws -> String {
    let file = try InputFile(path)
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    while try buffer.withUnsafeMutableBytes({ try file.read(into: $0) }) > 0 {}
    return file.finishDigest()
  }

  // MARK: Rows

  private mutating func take(_ row: PreparedStatement, _ place: String, into draft: inout LogDraft) {
    let (id, event) = (row.text(0), row.text(1).uppercased())
    let new = row.kind(3) == .null ? "" : row.text(3)
    guard let change = change(id, event, new, place, &draft) else { return }
    step(row.kind(5) == .null ? row.text(4) : row.text(5), &draft)
    switch change {
    case .write: draft.bank.change(id, new)
    case .remove: draft.bank.remove(id)
    }
  }

  private enum Mem0Change { case write, remove }

  private func change(
    _ id: String, _ event: String, _ new: String, _ place: String, _ draft: inout LogDraft
  ) -> Mem0Change? {
    let isKnown = draft.bank.contains(id)
    switch event {
    case "DELETE":
      if isKnown { return .remove }
      draft.account.leftOut("a DELETE of a memory that does not stand", example: id, at: place)
    case "ADD", "UPDATE":
      if new.isEmpty {
        draft.account.leftOut("an \(event) without a text", example: id, at: place)
      } else if isKnown, foldedText(draft.bank.content(of: id) ?? "") == foldedText(new) {
        draft.account.leftOut("an \(event) that changes nothing", example: new, at: place)
      } else {
        return .write
      }
    case "NONE", "NOOP":
      draft.account.leftOut("an event that changes nothing (\(event))", example: id, at: place)
    default: draft.account.leftOut("an event of an unknown kind", example: event, at: place)
    }
    return nil
  }

  /// A new batch where there was none, or none for a while.
  private mutating func step(_ time: String, _ draft: inout LogDraft) {
    let seconds = secondsSince1970(time)
    let isLater = seconds.map { now in lastSeconds.map { now - $0 > gap || now < $0 - gap } ?? true } ?? false
    if batches == 0 || isLater {
      batches += 1
      draft.batch(time: time.isEmpty ? nil : time)
    }
    lastSeconds = seconds ?? lastSeconds
  }
}
