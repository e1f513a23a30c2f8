import JSON
import SQLite

/// The cache of a run in SQLite: `cache_experience` with the experiences after each step, and `evaluation_data` with rollouts.
struct GRPOCache {
  private let run: GRPORun

  init(_ run: GRPORun) { self.run = run }

  static func isOne(_ head: [UInt8]) -> Bool {
    ContentKind(head) == .sqlite
      && String(decoding: head, as: UTF8.self).range(ofText: "cache_experience") != nil
  }

  func read(_ file: SourceFile, _ draft: inout LogDraft) throws {
    _ = try run.source.bytes(file)  // for its hash
    do {
      let database = try Database(path: run.source.filePath(file), forReading: true)
      try readStates(database, file, &draft)
      if try GRPOCache.hasTable("evaluation_data", database) { try readRollouts(database, &draft) }
    } catch let fault as DatabaseFault {
      throw ImportFault.unfit(
        file: run.source.shown(file), place: "", seen: fault.message, expected: "a whole SQLite database")
    } catch is MissingLibrary {
      throw ImportFault.nothing(path: file.name, format: "tfgrpo", why: "SQLite is not installed")
    }
  }

  /// A view or a virtual table could do anything while it is read.
  private static func hasTable(_ name: String, _ database: Database) throws -> Bool {
    let query = try PreparedStatement(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1 AND sql NOT LIKE '%VIRTUAL%'",
      on: database)
    try query.bind(1, name)
    return try query.next() && query.integer(0) > 0
  }

  private func readStates(_ database: Database, _ file: SourceFile, _ draft: inout LogDraft) throws {
    guard try GRPOCache.hasTable("cache_experience", database) else { return }
    let query = try PreparedStatement(
      "SELECT experiment_name, step, epoch, experiences, datetime FROM cache_experience ORDER BY experiment_name, step, id",
      on: database)
    var row = 0
    while try query.next() {
      row += 1
      let (name, step) = (query.text(0), query.integer(1))
      let place = "row \(row) of cache_experience"
      guard query.kind(3) != .null, let root = JSONDocument(Array(query.text(3).utf8))?.root else {
        throw ImportFault.unfit(
          file: run.source.shown(file), place: place, seen: "no JSON", expected: "experiences")
      }
      let epoch: Int? = query.kind(2) == .null ? nil : query.integer(2)
      draft.batch(
        label: "\(name) step \(step)", epoch: epoch, time: query.kind(4) == .null ? nil : query.text(4))
      let entries = (root.members ?? []).compactMap { id, value in value.text.map { BankEntry($0, name: id) }
      }
      try draft.become(entries, on: run.shelf(name), using: run.request.similarity)
    }
  }

  private func readRollouts(_ database: Database, _ draft: inout LogDraft) throws {
    let query = try PreparedStatement(
      "SELECT exp_id, raw_question, reward, correct FROM evaluation_data ORDER BY exp_id, id", on: database)
    var last: String?
    while try query.next() {
      let name = query.text(0)
      let outcome: Double? =
        query.kind(2) != .null ? query.real(2) : (query.kind(3) != .null ? Double(query.integer(3)) : nil)
      guard let outcome else {
        draft.account.leftOut("a rollout without a reward", example: query.text(1))
        continue
      }
      if name != last { draft.batch(label: "rollouts of \(name)") }
      last = name
      draft.task(query.text(1), outcome: outcome, arm: name)
    }
    if last != nil { draft.account.cannot("say which experiences stood in the context of a cached rollout") }
  }
}
