import Basics
import Files
import Importing
import JSON
import SQLite

/// A run's cache in SQLite: `cache_experience` has the experiences after each step, `evaluation_data` the rollouts.
struct ExperienceCache {
  private let source: ImportSource
  private let file: SourceFile

  init(_ source: ImportSource, _ file: SourceFile) { (self.source, self.file) = (source, file) }

  func states(_ draft: inout LogDraft) throws -> [ExperienceState] {
    try reading { database in
      let columns = try database.columns(of: "cache_experience")
      guard columns.contains("experiment_name"), columns.contains("step"), columns.contains("experiences")
      else {
        return []
      }
      func column(_ name: String) -> String {
        columns.contains(name) ? UntrustedDatabase.quoted(name) : "NULL"
      }
      let query = try PreparedStatement(
        """
        SELECT experiment_name, step, \(column("epoch")), experiences, \(column("datetime")) FROM cache_experience NOT INDEXED \
        ORDER BY experiment_name, step, rowid
        """, on: database.database)
      var (states, row): ([ExperienceState], Int) = ([], 0)
      while try query.next() {
        row += 1
        try source.pulse.beat("reading experiences", row, 0)
        if let state = try state(query, row, &draft) { states.append(state) }
      }
      return states
    }
  }

  private func state(_ query: PreparedStatement, _ row: Int, _ draft: inout LogDraft) throws
    -> ExperienceState?
  {
    let (name, step) = (query.text(0), query.integer(1))
    guard let root = JSONDocument(Array(query.bytes(3)))?.root else {
      throw unfit(row, seen: query.kind(3) == .null ? "nothing" : "a text that is no JSON")
    }
    if root.isNull {
      draft.account.leftOut("a step without experiences", example: "\(name), step \(step)")
      return nil
    }
    let entries = try root.entries(named: "id").enumerated().map { index, entry in
      guard let content = entry.value.text ?? entry.value["content"]?.text else {
        throw unfit(row, seen: "\(entry.value.kind) as an experience")
      }
      return ExperienceState.Entry(id: entry.name ?? "G\(index)", content: content)
    }
    var state = ExperienceState("\(name), step \(step)", stem: name, .named("cache/\(name)"), entries)
    state.epoch = query.kind(2) == .null ? nil : query.integer(2)
    state.time = query.kind(4) == .null ? nil : query.text(4)
    return state
  }

  private func unfit(_ row: Int, seen: String) -> ImportFault {
    .unfit(
      file: source.shown(file), place: "row \(row) of cache_experience", seen: seen,
      expected: "experiences as JSON")
  }

  /// Rollouts and evaluations by the run that they belong to; which experiences they saw is not recorded with them.
  func rollouts(_ draft: inout LogDraft) throws {
    try reading { database in
      let columns = try database.columns(of: "evaluation_data")
      let needed = ["exp_id", "raw_question", "reward", "correct"]
      guard needed.allSatisfy(columns.contains) else { return }
      let query = try PreparedStatement(
        "SELECT exp_id, raw_question, reward, correct FROM evaluation_data NOT INDEXED ORDER BY exp_id, rowid",
        on: database.database)
      var last: String?
      while try query.next() {
        let run = query.text(0)
        guard query.kind(2) != .null || query.kind(3) != .null else {
          draft.account.leftOut("a rollout without a reward", example: query.text(1))
          continue
        }
        if run != last { draft.batch(label: "rollouts of \(run)") }
        last = run
        draft.task(
          query.text(1), outcome: query.kind(2) != .null ? query.real(2) : Double(query.integer(3)), arm: run)
      }
      if last != nil {
        draft.account.cannot("which experiences stood in the context of a cached rollout")
      }
    }
  }

  private func reading<Result>(_ body: (UntrustedDatabase) throws -> Result) throws -> Result {
    let path = source.filePath(file)
    do {
      let stored = try InputFile(path)
      var buffer = [UInt8](repeating: 0, count: 256 << 10)
      while try buffer.withUnsafeMutableBytes({ try stored.read(into: $0) }) > 0 {}
      source.note(file, sha256: stored.finishDigest())
      return try body(UntrustedDatabase(path: path))
    } catch let fault as DatabaseFault {
      throw ImportFault.damagedDatabase(file: source.shown(file), reason: fault.message)
    } catch is MissingLibrary {
      throw ImportFault.damagedDatabase(file: source.shown(file), reason: "SQLite is not installed")
    }
  }
}
