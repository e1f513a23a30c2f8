import Accumulation
import Answers
import Files
import Foundation
import Language
import Phrasing
import Query
import Sessions
import Synchronization
import Testing
import Views

/// Statements that nobody means well with. Each is refused or ended with one message, and the study stays as it was.
@Suite(.serialized) struct HostileQueriesTests {
  static let changes: [String] =
    [
      "insert into units values (1)", "update evidence set n = 99", "delete from observations",
      "drop table units",
      "replace into units(unit) values ('U1')", "create table x(a)", "create temp table x(a)",
      "create table x as select * from units", "create view v as select 1", "create temp view v as select 1",
      "create index i on units(unit)", "create unique index i on units(unit)",
      "create trigger t after insert on units begin select 1; end", "alter table units rename to other",
      "alter table units add column evil", "create virtual table f using fts5(a)",
      "create virtual table t using csv(filename='/etc/passwd')", "drop view v", "drop index i",
      "drop trigger t",
      "attach database '/tmp/x.db' as x", "attach ':memory:' as x", "attach 'file:x?mode=rwc' as x",
      "attach '/etc/passwd' as p", "detach main", "vacuum", "vacuum into '/tmp/stolen.db'", "reindex",
      "analyze",
      "begin", "begin immediate", "commit", "rollback", "end", "savepoint s", "release s", "rollback to s",
      "pragma table_list", "pragma journal_mode = wal", "pragma writable_schema = 1",
      "pragma user_version = 7",
      "pragma temp_store_directory = '/tmp'", "pragma hard_heap_limit = 0", "pragma max_page_count = 1",
      "pragma page_size = 512", "pragma encoding = 'UTF-16'", "pragma foreign_keys = on",
      "pragma wal_checkpoint",
      "pragma case_sensitive_like = 1", "pragma mmap_size = 99999999", "pragma threads = 8",
      "PrAgMa cache_size",
      "select * from pragma_table_info('units')", "select name from pragma_database_list",
      "select file from pragma_database_list()", "select * from pragma_compile_options",
      "select * from sqlite_master", "select sql from sqlite_schema", "select * from sqlite_temp_master",
      "select count(*) from sqlite_master", "select * from main.sqlite_schema",
      "select * from sqlite_sequence",
      "select * from dbstat", "select * from sqlite_dbpage", "select * from sqlite_stmt",
      "select * from bytecode('x')",
      "with x as (select 1) insert into units select * from x", "with x as (select 1) delete from units",
      "explain delete from units", "explain query plan update units set unit = 1",
      "explain pragma table_list",
      "insert into units default values returning *", "update units set unit = 'x' returning unit",
      "insert or ignore into memory(id) values ('m')",
    ] + tables.flatMap { ["delete from \($0)", "update \($0) set rowid = 0", "drop table if exists \($0)"] }

  static let tables = [
    "items", "batches", "proposals", "units", "wordings", "pairs", "scores", "observations", "evidence",
    "verdicts", "decisions", "pool", "memory", "settings",
  ]

  static let functions: [String] = [
    "load_extension('/tmp/x.so')", "load_extension('x', 'y')", "readfile('/etc/passwd')",
    "writefile('/tmp/x', 'y')", "edit('x')", "fts3_tokenizer('x')", "fts3_tokenizer('simple', x'00')",
    "system('id')", "shell('id')", "eval('select 1')", "random()", "abs(random())", "randomblob(8)",
    "hex(randomblob(16))", "date('now')", "time('now')", "datetime('now')", "julianday('now')",
    "strftime('%s', 'now')", "unixepoch('now')", "unixepoch()", "date()", "datetime('now', '+1 day')",
    "strftime('%Y')", "date('NOW')", "current_timestamp", "current_date", "current_time",
    "sqlite_version()", "sqlite_source_id()", "sqlite_compileoption_get(0)", "sqlite_compileoption_used('x')",
    "changes()", "total_changes()", "last_insert_rowid()", "sqlite_log(1, 'x')", "sqlite_offset(unit)",
    "zeroblob(2000000000)", "zeroblob(9223372036854775807)", "hex(zeroblob(60000000))",
    "readfile(unit)", "load_extension(unit)", "datetime('now', 'utc')", "julianday()",
    "replace(hex(zeroblob(1000000)), '00', hex(zeroblob(1000)))", "quote(zeroblob(60000000))",
    "char(1, 2) regexp 'a'", "regexp('a', 'b')", "'a' match 'b'", "nosuch(1)", "count(*, 1)",
    "json('{')", "json_extract('{}', '$[')", "abs(-9223372036854775808)",
    "cast(zeroblob(70000000) as text)", "max()", "group_concat()", "nosuchfunction(unit)",
  ]

  static let texts: [String] = [
    "", " ", ";", ";;;", "--", "/*", "/* */", "-- comment only", "select", "select *", "select * from",
    "from units",
    "selec 1", "select 1 select 2", "select 1; select 2", "select 1; drop table units", "select 1;; select 2",
    "select 1; --\n select 2", "select 'open", "select \"open", "select `open", "select [open",
    "select (1", "select 1)", "select ((((1)))", "select * from nosuch", "select nosuch from units",
    "select \"stable\" from units", "select unit from units order by nosuch", "select * from units where",
    "select * from units group by", "select * from units limit 'x'", "select * from units limit x",
    "select unit, from units", "select * from units, ", "select * from units join", "select ?", "select ?1",
    "select :a",
    "select @a", "select #1", "select $nosuch", "select ${x}", "select 1 +", "select x'0'", "select x'zz'",
    "select 0x", "select 1e", "select 99999999999999999999999999999 % ", "select * from units where unit = ",
    "select max(n) from evidence where max(n) > 1", "select sum(sum(n)) from evidence",
    "select (select unit, name from units)", "select * from units union select unit from units",
    "select \u{0}", "select 1\u{0}; drop table units", "\u{0}", "select '\u{0}'", "\u{FEFF}drop table units",
    "select 1 where 1 \u{1B}[2J", "values (1), (1, 2)", "select * from units not indexed by x",
    "select * from units indexed by nosuch", "select row_number() from units", "select * from main.nosuch",
    "select * from temp.units", "select * from other.units", "with a as (select * from a) select * from a",
    "with a as (select * from b), b as (select * from a) select * from a",
    "with a(x, y) as (select 1) select * from a",
    "select * from generate_series(1, 10)", "select * from units()",
    "select " + String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000),
    "select " + Array(repeating: "-", count: 3_000).joined(separator: " ") + " 1",
    "select " + Array(repeating: "1", count: 3_000).joined(separator: ", "),
    "select " + Array(repeating: "1", count: 3_000).joined(separator: " + "),
    Array(repeating: "select 1", count: 200).joined(separator: " union all "),
    "select " + String(repeating: "not ", count: 3_000) + "1",
    "select max(" + Array(repeating: "1", count: 500).joined(separator: ", ") + ")",
    "select " + Array(repeating: "$a", count: 3).joined(separator: ", "),
    "select '" + String(repeating: "x", count: 1 << 20) + "'", String(repeating: "x", count: 1 << 20),
    "select 1 -- " + String(repeating: "y", count: 1 << 20),
    "select 'a' like '" + String(repeating: "%a", count: 3_000) + "'",
    "select * from " + (0..<80).map { "units u\($0)" }.joined(separator: ", "),
  ]

  /// They would go on for ever, or take all memory.
  static let bombs: [String] = [
    "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select max(x) from c",
    "with recursive c(x) as (values (1) union all select 1 from c) select sum(x) from c",
    "with recursive c(x) as (select zeroblob(1000000) union all select x from c) select count(*) from c, c as d",
    "with recursive c(x) as (select 'a' union all select x || x from c) select max(length(x)) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select x from c order by x desc",
    "with recursive c(x) as (select 1 union select x + 1 from c) select count(*) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select group_concat(x) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select json_group_array(x) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select count(distinct x) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select x from c",
    "select count(*) from scores a, scores b, scores c, scores d, scores e",
    "select max(a.value + b.value * c.value - d.value) from scores a, scores b, scores c, scores d",
    "select a.unit from units a, units b, units c, units d, units e order by a.unit || b.unit || e.unit",
    "select printf('%.*c', 2000000000, 'x') from scores a, scores b",
    "select instr(hex(zeroblob(9000000)), hex(zeroblob(8000000)) || '1') from scores",
    "select max(instr(hex(zeroblob(4000000 - a.rowid)), hex(zeroblob(3900000)) || b.rowid)) from scores a, scores b",
    "select replace(hex(zeroblob(4000000)), hex(zeroblob(3900000)) || '1', '') from scores a, scores b",
    "select trim(hex(zeroblob(4000000)), replace(hex(zeroblob(3900000)), '0', '1') || '0') from scores",
    "select json_patch(x, x) from (select json_group_object(a.rowid * 99999 + b.rowid, 1) x from scores a, scores b)",
    "select length(format(replace(hex(zeroblob(9000)), '0', '%.2000000000c'))) from scores a, scores b",
  ]

  static let whole: [(kind: String, sql: String)] =
    changes.map { ("change", $0) } + functions.map { ("function", "select \($0) from units") }
    + texts.map { ("text", $0) }

  @Test func thereAreEnoughOfThem() {
    #expect(Self.whole.count + Self.bombs.count >= 200)
  }

  @Test func allAreRefusedWithOneMessage() throws {
    let session = try kitchen()
    let before = session.study
    let evidence = try StudyTables.named("evidence").table(session.analysis)
    for (kind, sql) in Self.whole {
      let shown = String(sql.prefix(100))
      do {
        let result = try session.analysis.ask(sql)
        Issue.record("\(kind) \(shown) gave \(result.rows.count) rows")
      } catch {
        let complaint = Wording.complaint(error)
        #expect(!complaint.message.isEmpty && !complaint.message.contains("\n"), "\(shown)")
        #expect(error is ViewFault || error is StatementFault, "\(shown): \(error)")
        #expect(!complaint.message.contains("QueryFault"), "\(shown): \(complaint.message)")
      }
    }
    #expect(session.study == before)
    #expect(try StudyTables.named("evidence").table(session.analysis) == evidence)
    #expect(try session.analysis.ask("select count(*) from units").rows == [[.integer(evidence.rows.count)]])
    #expect(!FileManager.default.fileExists(atPath: "/tmp/stolen.db"))
  }

  /// Ctrl-C, half a second after the query began.
  @Test(arguments: bombs) func bombsEnd(_ sql: String) throws {
    let fuse = Fuse()
    let session = try kitchen(pulse: fuse.pulse)
    _ = try session.analysis.ask("select count(*) from scores, units")
    fuse.light(seconds: 0.5)
    let error = #expect(throws: (any Error).self) { try session.analysis.ask(sql) }
    let late = fuse.secondsSinceItBurnt
    #expect(error is Interrupted || error is ViewFault || error is StatementFault)
    // 200 ms are promised; a machine that builds elsewhere gets more.
    #expect(late < 1, "\(late) s late")
    fuse.putOut()
    #expect(try session.analysis.ask("select count(*) from units").rows.count == 1)
  }

  /// SQLite gives NULL where a text would be too long.
  @Test(arguments: ["printf('%2000000000s', 'x')", "format('%1999999999d', 1)"])
  func widthsBeyondMeasureAreHarmless(_ expression: String) throws {
    let rows = try? kitchen().analysis.ask("select length(\(expression))").rows
    #expect(rows == nil || rows == [[.missing]] || rows == [[.integer(0)]], "\(rows ?? [])")
  }

  /// A call that would take minutes is refused like a value that is too long, so that what was left ends soon.
  @Test(arguments: [
    "printf('%.*c', 2000000000, 'x')", "format('%d%.2000000000c', 1, 'x')",
    "printf('%*.*c', 3, -2000000000, 'x')",
    "replace(hex(zeroblob(4000000)), hex(zeroblob(3900000)) || '1', '')",
    "trim(hex(zeroblob(4000000)), hex(zeroblob(3900000)))",
    "rtrim(hex(zeroblob(99999)), hex(zeroblob(99999)))",
    "ltrim(hex(zeroblob(99999)), hex(zeroblob(99999)))", "json_patch('{}', hex(zeroblob(99999)))",
    "hex(zeroblob(5000000))",
  ]) func whatTakesMinutesIsRefused(_ expression: String) throws {
    let error = #expect(throws: ViewFault.self) { try kitchen().analysis.ask("select \(expression)") }
    #expect(
      error.map { Wording.complaint($0).message.contains("too big") } == true, "\(String(describing: error))")
  }

  @Test func invalidTextIsRepairedNotPassedOn() throws {
    let rows = try kitchen().analysis.ask("select cast(x'ff61' as text), x'00ff', char(27) || '[2J', 9e999")
      .rows
    #expect(rows.first?[0] == .text("\u{FFFD}a") && rows.first?[1] == .text("x'00ff'"))
    #expect(rows.first?[2] == .text("\u{1B}[2J"))
  }

  private func kitchen(pulse: Pulse = .silent) throws -> Session {
    let session = try Session(pulse: pulse)
    for statement in try Lexer.statements(in: "load \(Repository.root)/datasets/kitchen.jsonl") {
      _ = try session.perform(statement)
    }
    return session
  }
}

/// A pulse that stops everything from some moment on.
private final class Fuse: Sendable {
  private let end = Mutex<ContinuousClock.Instant?>(nil)

  var pulse: Pulse {
    Pulse { [self] _, _, _ in
      if let end = end.withLock({ $0 }), .now >= end { throw Interrupted() }
    }
  }

  func light(seconds: Double) { end.withLock { $0 = .now + .seconds(seconds) } }
  func putOut() { end.withLock { $0 = nil } }
  var secondsSinceItBurnt: Double { end.withLock { $0.map { $0.duration(to: .now) / .seconds(1) } ?? 0 } }
}

enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}
