import Accumulation
import Analyses
import Answers
import Commands
import Files
import Foundation
import GoldenSupport
import Language
import Query
import Sessions
import Tables
import Testing
import Views

/// What SQL gives, beside what the commands show and what plain loops say, on random studies.
@Suite struct StudyTablesTests {
  @Test(arguments: 0..<6) func everyTableGivesWhatItsDescriptionSays(_ number: Int) throws {
    let session = try StudyTablesTests.randomSession(number)
    for table in StudyTables.all {
      let name = table.schema.name
      let whole = try table.table(session.analysis)
      let asked = try session.analysis.ask("select * from \(name)")
      #expect(asked.columns == table.schema.columns.map(\.name), "\(name)")
      #expect(asked.columns == whole.columns.map(\.name))
      #expect(asked.rows.count == whole.rows.count, "\(name)")
      for (row, (seen, expected)) in zip(asked.rows, whole.rows).enumerated() where !same(seen, expected) {
        Issue.record("\(name), row \(row + 1): \(seen), expected \(expected)")
        break
      }
      for (place, column) in table.schema.columns.enumerated() {
        #expect(whole.rows.allSatisfy { fits($0[place], column.kind) }, "\(name).\(column.name)")
      }
      // What a program is handed column by column is what cell by cell gives.
      let handed = ArrowRenderer().render(try table.columns(session.analysis))
      #expect(handed.bytes == ArrowRenderer().render(whole).bytes, "\(name)")
    }
  }

  @Test(arguments: 0..<6) func columnsAreThoseOfTheCommands(_ number: Int) throws {
    let session = try StudyTablesTests.randomSession(number)
    let commands = [
      ("evidence", "evidence"), ("merges", "merges where true --limit 1000000"), ("units", "units"),
      ("batches", "batches"),
      ("across", "merges --kind across where true --limit 1000000"), ("settings", "settings"),
      ("decisions", "decisions"), ("pool", "pool"), ("memory", "memory"), ("policies", "policies"),
    ]
    for (name, command) in commands {
      guard let shown = try tables(command, session).first(where: { $0.name == name || name == "across" })
      else {
        Issue.record("\(command) shows no table \(name)")
        continue
      }
      let names = shown.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
      let rows = try session.analysis.ask("select \(names) from \(name)").rows
      #expect(rows.count == shown.rows.count, "\(name)")
      for (seen, expected) in zip(rows, shown.rows) where !same(seen, expected) {
        Issue.record("\(name): \(seen), expected \(expected)")
        break
      }
    }
  }

  @Test(arguments: 0..<6) func evidenceFollowsFromTheScores(_ number: Int) throws {
    let session = try StudyTablesTests.randomSession(number)
    // Every observation is the mean of value - baseline over its unit and batch, where the signal is the usual one.
    let sql = """
      with d as (select unit, step, avg(value - baseline) as delta, count(*) as c from scores group by unit, step)
      select count(*), sum(abs(d.delta - o.delta) > 1e-9) from d join observations o using (unit, step)
      """
    let count = try session.analysis.ask("select count(*) from observations").rows[0][0]
    #expect(try session.analysis.ask(sql).rows == [[count, .integer(0)]])
    let others = [
      "select count(*) from evidence e where n <> (select count(*) from observations o where o.unit = e.unit)",
      "select count(*) from evidence e where mhat <> (select mhat from observations o where o.unit = e.unit order by n desc limit 1)",
      "select count(*) from evidence e where last <> (select delta from observations o where o.unit = e.unit order by n desc limit 1)",
      "select count(*) from evidence e where abs(share - (select avg(delta > 0) from observations o where o.unit = e.unit)) > 1e-12",
      "select count(*) from units u where proposals <> (select count(*) from proposals p where p.unit = u.unit)",
      "select count(*) from units u where batches <> (select count(distinct step) from proposals p where p.unit = u.unit)",
      "select count(*) from units u where wordings <> (select count(*) from wordings m where m.unit = u.unit)",
      "select count(*) from units u where wordings <> (select count(distinct name) from proposals p where p.unit = u.unit)",
      "select count(*) from wordings m where proposals <> (select count(*) from proposals p where p.name = m.name)",
      "select count(*) from merges m where kind <> 'suspect' and not exists (select 1 from pairs p where p.name1 = m.name1 and p.name2 = m.name2 and p.cosine = m.cosine and p.kind = m.kind and p.ruling is null)",
      "select count(*) from merges where (kind = 'suspect') <> (reason is not null) or (kind = 'suspect') <> (unit2 is null and reason is not null)",
      "select count(*) from merges where chance not between 0 and 1 or impact < 0 or verdicts not between 0 and 2",
      "select count(*) from pairs where kind = 'near' and unit1 = unit2 or kind = 'joined' and unit1 <> unit2",
      "select count(*) from pairs p join wordings m on m.name = p.name2 where p.kind = 'joined' and p.cosine <> m.cosine",
      "select count(*) from batches b where proposals <> (select count(*) from proposals p where p.step = b.step)",
    ]
    for sql in others { #expect(try session.analysis.ask(sql).rows == [[.integer(0)]], "\(sql)") }
  }

  /// Rows that are picked are those of the whole table for which a plain loop says so.
  @Test(arguments: 0..<6) func clausesPickWhatALoopPicks(_ number: Int) throws {
    let session = try StudyTablesTests.randomSession(number)
    let whole = try #require(try tables("evidence", session).first)
    let (n, mhat) = (try place("n", whole), try place("mhat", whole))
    func value(_ cell: Cell) -> Double? {
      switch cell {
      case .integer(let integer): Double(integer)
      case .number(let number, _): number
      default: nil
      }
    }
    let many = whole.rows.filter { (value($0[n]) ?? 0) >= 2 }
    #expect(try tables("evidence where n >= 2", session).first?.rows == many)
    let sorted = many.enumerated().sorted {
      let (a, b) = (value($0.element[n]) ?? 0, value($1.element[n]) ?? 0)
      return a != b ? a < b : $0.offset < $1.offset
    }.map(\.element)
    #expect(try tables("evidence where n >= 2 order by n", session).first?.rows == sorted)
    #expect(
      try tables("evidence where n >= 2 order by n limit 3", session).first?.rows == Array(sorted.prefix(3)))
    #expect(
      try tables("evidence where n >= 2 order by n --limit 3 --wide", session).first?.rows
        == Array(sorted.prefix(3)))
    let positive = whole.rows.filter { (value($0[mhat]) ?? -1) > 0 }
    #expect(try tables("evidence where mhat > 0 --by n", session).first?.rows.count == positive.count)
    let merges = try tables("merges where true --limit 1000000", session).first?.rows ?? []
    let close = merges.filter { (value($0[2]) ?? 0) > 0.6 }.map { Array($0.dropFirst()) }
    #expect(
      try tables("merges where cosine > 0.6 --limit 1000000", session).first?.rows.map {
        Array($0.dropFirst())
      } == close)
  }

  @Test func whatStaysIsKeptAndWhatMovesIsNot() throws {
    let session = try StudyTablesTests.randomSession(1)
    let sql = "select unit, mhat from evidence order by rowid"
    let first = try session.analysis.ask(sql)
    _ = try tables("set beta 0.123", session)
    let other = try session.analysis.ask(sql)
    #expect(other.rows != first.rows)
    #expect(
      try session.analysis.ask("select value from settings where setting = 'beta'").rows == [[.text("0.123")]]
    )
    _ = try session.perform(try #require(try Lexer.statements(in: "undo").first))
    #expect(try session.analysis.ask(sql).rows == first.rows)
  }

  @Test func aSealShowsInTheTables() throws {
    let session = try StudyTablesTests.randomSession(2)
    let sql = "select distinct status from verdicts"
    let before = try session.analysis.ask(sql).rows
    _ = try tables("seal", session)
    let after = try session.analysis.ask(sql).rows
    #expect(before.count == 1 && after.count == 1 && before != after)
  }

  @Test func withoutALogOnlyWhatNeedsOneFails() throws {
    let session = try Session()
    #expect(try session.analysis.ask("select count(*) from settings").rows.count == 1)
    #expect(try session.analysis.ask("select count(*) from columns").rows.count == 1)
    #expect(throws: AnalysisFault.noLog) { try session.analysis.ask("select * from units") }
  }

  private func place(_ name: String, _ table: Table) throws -> Int {
    try #require(table.columns.firstIndex { $0.name == name })
  }

  private func tables(_ text: String, _ session: Session) throws -> [Table] {
    let statement = try #require(try Lexer.statements(in: text).first)
    return try session.perform(statement).answer.blocks.compactMap { block in
      switch block {
      case .table(let table), .data(let table): table
      default: nil
      }
    }
  }

  /// As SQL has it: yes and no are 1 and 0, and how many places a person is shown is none of its business.
  private func same(_ seen: [Cell], _ expected: [Cell]) -> Bool {
    seen.count == expected.count
      && zip(seen, expected).allSatisfy { seen, expected in
        switch (seen, expected) {
        case (.number(let a, _), .number(let b, _)): a.bitPattern == b.bitPattern || a == b
        case (.missing, .number(let b, _)): b.isNaN
        case (.integer(let a), .flag(let b)): a == (b ? 1 : 0)
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
        default: seen == expected
        }
      }
  }

  private func fits(_ cell: Cell, _ kind: ColumnSchema.Kind) -> Bool {
    switch (cell, kind) {
    case (.missing, _), (.text, .text), (.integer, .integer), (.flag, .integer), (.number, .real): true
    default: false
    }
  }

  static func randomSession(_ number: Int) throws -> Session {
    var random = SeededGenerator.announced("StudyTablesTests \(number)")
    let session = try Session()
    func run(_ text: String) throws {
      for statement in try Lexer.statements(in: text) { _ = try session.perform(statement) }
    }
    let path = NSTemporaryDirectory() + "maa-tables-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let seed = Int.random(in: 1...1_000_000, using: &random)
    try run(
      "simulate --seed \(seed) --operations \(Int.random(in: 5...60, using: &random)) --batches \(Int.random(in: 2...12, using: &random)) --to \(path)"
    )
    try run("load \(path)")
    try run(
      "set tau 0.\(Int.random(in: 3...9, using: &random)); set beta 0.\(Int.random(in: 1...9, using: &random))"
    )
    let names = try session.analysis.ask("select name from wordings").rows.map { $0[0] }
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      guard case .text(let a)? = names.randomElement(using: &random),
        case .text(let b)? = names.randomElement(using: &random), a != b
      else { continue }
      // Some contradict what was ruled before; those are refused.
      try? run("\(Bool.random(using: &random) ? "same" : "different") \(a) \(b) --because 'for \"a\" test'")
    }
    if Bool.random(using: &random) { try run("apply --to 2") }
    return session
  }
}
