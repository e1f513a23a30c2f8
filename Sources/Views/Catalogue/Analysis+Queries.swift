import Analyses
import Columns
import Language
import Query
import Studies
import Tables

extension StudyInputs {
  /// The study, but for what no table tells of. Whatever a study comes to hold counts.
  package static let tables = StudyInput<Study> { study in
    var study = study
    (study.parameters, study.noteCount, study.inputs) = (Parameters(), 0, [])
    study.hasOtherInputs = false
    return study
  }
}

extension Stages {
  /// The study's tables, filled as far as queries read them. Kept as long as the study stays as it is.
  package static let database = Stage<StudyDatabase>(keeps: 2, isSpent: \.isSpent) { reader in
    _ = try reader(StudyInputs.tables)
    return try StudyDatabase(StudyTables.all.map(\.schema))
  }
}

extension Analysis {
  /// Runs one query over the study's tables.
  package func ask(_ sql: String, limit: Int? = nil) throws -> QueryResult {
    try mending(sql) { sql in
      do {
        return try answer(to: sql, limit: limit)
      } catch let fault as QueryFault { throw ViewFault.query(fault, text: sql) }
    }
  }

  /// Reads once more with the names of today, where what is missed had another name once.
  private func mending<Result>(_ text: String, _ read: (String) throws -> Result) throws -> Result {
    do {
      return try read(text)
    } catch ViewFault.query(let fault, _) {
      guard let mended = StudyTables.earlier.mended(text, after: fault) else {
        throw ViewFault.query(fault, text: text)
      }
      do {
        return try mending(mended, read)
      } catch ViewFault.query(let second, _) where StudyTables.earlier.miss(second) {
        throw ViewFault.query(fault, text: text)
      }
    }
  }

  /// The numbers of the rows that the clauses of a statement pick from its table, from 0 and in their order; nil where
  /// it has none.
  package func picked(by call: Call) throws -> [Int]? {
    guard case .clauses(let table)? = call.manual.sql, let text = call.sql else { return nil }
    return try picked(by: text, from: table)
  }

  package func picked(by text: String, from table: String) throws -> [Int] {
    try mending(text) { try rows(pickedBy: $0, from: table) }
  }

  private func rows(pickedBy text: String, from table: String) throws -> [Int] {
    let clauses = Clauses(text, table: table)
    do {
      try clauses.check()
    } catch let fault as QueryFault { throw ViewFault.query(fault, text: text) }
    do {
      let rows = try answer(to: clauses.sql, limit: nil).rows
      let count = try database().count(of: table)
      // Whoever writes SQL may name any number.
      return rows.compactMap { row in
        guard case .integer(let number)? = row.first, number >= 1, number <= count else { return nil }
        return number - 1
      }
    } catch let fault as QueryFault {
      throw ViewFault.query(clauses.located(fault), text: text)
    }
  }

  private func answer(to sql: String, limit: Int?) throws -> QueryResult {
    let sources = StudyTables.all.map { StudySource(table: $0, analysis: self) }
    return try database().run(sql, on: sources, limit: limit, pulse: pulse) { name in
      switch try study.parameters.value(of: name) {
      case .flag(let flag): .flag(flag)
      case .text(let text): .text(text)
      case .number(let number, let text): Int(text).map(Cell.integer) ?? .number(number, places: 4)
      }
    }
  }

  private func database() throws -> StudyDatabase { try look.value(Stages.database) }
}

extension Call {
  /// Refuses flags that say what the SQL says already.
  package func checkFlags(against table: String) throws {
    guard let text = sql else { return }
    let clauses = Clauses(text, table: table)
    if clauses.hasOrder, has("by") { throw StatementFault.flagBesideClause(flag: "by", clause: "order by") }
    if clauses.hasLimit, has("limit") {
      throw StatementFault.flagBesideClause(flag: "limit", clause: "limit")
    }
  }
}
