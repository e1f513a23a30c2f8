import Query
import Tables
import Testing

/// A table that counts what is asked of it.
private final class Counting: TableSource {
  var opened = 0
  var read: [Int: Int] = [:]
  let rows: [[Cell]]
  let schema: TableSchema

  init(_ name: String, rows: [[Cell]]) {
    schema = TableSchema(
      name, "a table",
      [ColumnSchema("id", .integer, "a"), ColumnSchema("name", .text, "b"), ColumnSchema("size", .real, "c")])
    self.rows = rows
  }

  func open() throws -> OpenTable {
    opened += 1
    return OpenTable(count: rows.count) { column in
      { row in
        self.read[column, default: 0] += 1
        return self.rows[row][column]
      }
    }
  }
}

@Suite struct StudyDatabaseTests {
  private let things = Counting(
    "things",
    rows: [
      [.integer(1), .text("one"), .number(1.5, places: 2)], [.integer(2), .text(""), .missing],
      [.integer(3), .text("drei\u{0}vier"), .number(.nan, places: 1)],
    ])
  private let others = Counting("others", rows: [[.integer(2), .text("ü"), .number(-0.25, places: 2)]])

  private func database() throws -> StudyDatabase { try StudyDatabase([things.schema, others.schema]) }

  @Test func onlyWhatIsReadIsFilledAndOnlyOnce() throws {
    let database = try database()
    func ask(_ sql: String) throws -> [[Cell]] { try database.run(sql, on: [things, others]).rows }
    #expect(try ask("select 1") == [[.integer(1)]])
    #expect(things.opened == 0 && others.opened == 0)
    #expect(try ask("select count(*) from things") == [[.integer(3)]])
    #expect(things.opened == 1 && things.read.isEmpty && others.opened == 0)
    #expect(try ask("select sum(id) from things") == [[.integer(6)]])
    #expect(things.read == [0: 3])
    #expect(try ask("select id from things where id > 1 order by id desc").count == 2)
    #expect(things.read == [0: 3] && things.opened == 2)
    #expect(
      try ask("select t.name, o.size from things t join others o on o.id = t.id") == [
        [.text(""), .number(-0.25, places: 4)]
      ])
    #expect(things.read == [0: 3, 1: 3] && others.read == [0: 1, 2: 1])
    #expect(try ask("select count(*) from things join others using (id, name)") == [[.integer(0)]])
    #expect(try ask("select count(*) from things natural join (select id from others)") == [[.integer(1)]])
    _ = try ask("select * from things, others")
    #expect(things.read == [0: 3, 1: 3, 2: 3] && others.read == [0: 1, 1: 1, 2: 1])
    _ = try ask("with a as (select * from things) select * from a where exists (select 1 from others)")
  }

  @Test func valuesComeBackAsTheyAre() throws {
    let database = try database()
    let rows = try database.run("select * from things", on: [things, others]).rows
    #expect(rows[0] == [.integer(1), .text("one"), .number(1.5, places: 4)])
    #expect(rows[1] == [.integer(2), .text(""), .missing])
    // A NaN is NULL in SQL.
    #expect(rows[2] == [.integer(3), .text("drei\u{0}vier"), .missing])
  }

  @Test func aLimitSaysWhetherThereWasMore() throws {
    let database = try database()
    let cut = try database.run("select id from things", on: [things, others], limit: 2)
    #expect(cut.rows.count == 2 && cut.hasMore)
    let whole = try database.run("select id from things", on: [things, others], limit: 3)
    #expect(whole.rows.count == 3 && !whole.hasMore)
  }

  @Test func parametersAreBoundNotWritten() throws {
    let database = try database()
    let evil = "one' or '1'='1"
    let rows = try database.run("select $x, count(*) from things where name = $x", on: [things, others]) {
      #expect($0 == "x")
      return .text(evil)
    }.rows
    #expect(rows == [[.text(evil), .integer(0)]])
    for sql in ["select ?", "select ?2", "select :x", "select @x"] {
      #expect(throws: QueryFault.self) { try database.run(sql, on: [things, others]) }
    }
  }

  @Test func whatFailsWhileFillingLeavesADatabaseThatSaysSo() throws {
    struct Broken: Error {}
    struct BrokenSource: TableSource {
      let schema: TableSchema
      func open() throws -> OpenTable {
        OpenTable(count: 3) { _ in { row in if row == 1 { throw Broken() } else { return .integer(row) } } }
      }
    }
    let database = try database()
    #expect(throws: Broken.self) {
      try database.run("select id from things", on: [BrokenSource(schema: things.schema)])
    }
    #expect(database.isSpent)
  }

  @Test func faultsSayWhere() throws {
    let database = try database()
    func fault(_ sql: String) -> QueryFault? {
      do {
        _ = try database.run(sql, on: [things, others])
        return nil
      } catch { return error as? QueryFault }
    }
    #expect(
      fault("select idd from things") == .unknownColumn("idd", tables: ["things"], offset: 7)
        || fault("select idd from things") == .unknownColumn("idd", tables: [], offset: 7))
    #expect(fault("select 1 frm things") != nil)
    #expect(fault("select id from thing")?.offset == nil || fault("select id from thing")?.offset == 15)
    #expect(fault("select id from things where ) 1") == .syntax("near \")\": syntax error", offset: 28))
    #expect(fault("select 1; select 2") == .severalStatements(offset: 9))
    #expect(fault("delete from things") == .refused(.change(action: "DELETE")))
    #expect(fault("drop table things") == .refused(.change(action: "this")))
    #expect(fault("reindex") == .refused(.change(action: "this")))
    #expect(fault("select 1 +") == .syntax("incomplete input", offset: 10))
    #expect(fault("select date('now')") == .refused(.clock))
    #expect(fault("select current_time") == .refused(.clock))
    #expect(fault("select random()") == .refused(.chance(function: "random")))
    // A fault leaves nothing behind.
    #expect(fault("select date('2026-06-18', '+1 day')") == nil)
  }

  @Test func windowFunctionsAndPatternsWork() throws {
    let database = try database()
    let sql = """
      with t as (select id, rank() over (order by id desc) as r from things where name like 'o%' or name glob 'd*')
      select group_concat(id || ':' || r) from t
      """
    #expect(try database.run(sql, on: [things, others]).rows == [[.text("3:1,1:2")]])
  }

  @Test func theFileHasTheSameBytesEachTime() throws {
    func bytes() throws -> [UInt8] {
      var bytes: [UInt8] = []
      try StudyDatabase.file(of: [things, others], pulse: .silent) { bytes += $0 }
      return bytes
    }
    let first = try bytes()
    #expect(first.starts(with: Array("SQLite format 3\u{0}".utf8)) && first.count % 4096 == 0)
    #expect(try bytes() == first)
  }
}
