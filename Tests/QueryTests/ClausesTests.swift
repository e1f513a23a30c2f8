import Answers
import Commands
import Foundation
import Language
import Query
import Sessions
import Testing

@Suite struct ClausesTests {
  @Test func partsAreFound() {
    let whole = Clauses("where n >= 5 order by mhat desc limit 2", table: "evidence")
    #expect(
      whole.sql
        == "SELECT rowid FROM \"evidence\" WHERE ( n >= 5 \n) ORDER BY  mhat desc \n, rowid LIMIT  2")
    #expect(whole.hasCondition && whole.hasOrder && whole.hasLimit)
    let quoted = Clauses(
      "where content = ' order by limit ' and (select 1 limit 1) /* limit */", table: "units")
    #expect(quoted.hasCondition && !quoted.hasOrder && !quoted.hasLimit)
    #expect(Clauses("limit 3", table: "units").sql == "SELECT rowid FROM \"units\" ORDER BY rowid LIMIT  3")
    #expect(Clauses("order by \"order by\"", table: "units").hasOrder)
  }

  @Test func placesLeadBack() throws {
    let text = "where n >= 5 order by mhatt"
    let clauses = Clauses(text, table: "evidence")
    let place = try #require(clauses.sql.range(of: "mhatt"))
    let offset = clauses.sql.utf8.distance(from: clauses.sql.startIndex, to: place.lowerBound)
    #expect(clauses.offset(inText: offset) == 22)
  }

  @Test func whatIsNoConditionIsRefused() {
    #expect(throws: QueryFault.syntax("there is a ) too many", offset: 11)) {
      try Clauses("where n > 1) or (1", table: "units").check()
    }
    let clauses = Clauses("where n >", table: "units")
    let fault = QueryFault.syntax("near \")\": syntax error", offset: clauses.sql.utf8.count - 16)
    #expect(clauses.located(fault) == .syntax("something is missing at the end", offset: 9))
  }

  /// What is typed bare keeps SQL's quotes, and what is recorded is read as the same again.
  @Test(arguments: [
    ("evidence where n >= 5 and type = 'add' order by mhat desc limit 2", nil),
    ("evidence where n>=5", nil),
    ("evidence  where   n >= 5", "evidence where n >= 5"),
    ("evidence --by n where n >= 5", "evidence where n >= 5 --by n"),
    ("evidence U1 U2 where n >= 1", "evidence w:8bf20a8e w:4b4f2d79 where n >= 1"),
    ("evidence where \"n >= 5 and type = 'add'\"", "evidence where n >= 5 and type = 'add'"),
    ("evidence where content like '%it''s%'", nil),
    ("evidence where content = 'a  b'", nil),
    ("evidence where content = $'a\\nb'", nil),
    ("evidence where \"content = 'x;y' -- z\"", nil),
    ("evidence order by n, mhat desc", nil),
    ("evidence limit 3 --wide", nil),
    ("sql select 1", nil),
    ("sql 'select 1'", "sql select 1"),
    ("sql \"select '#', ';', '--wide'\"", "sql select '#', ';', '--wide'"),
    ("sql \"select  1\"", nil),
    ("sql select \"unit\" from units where unit in ('U1', 'U2')", nil),
    ("sql --schema units", "sql units --schema"),
  ])
  func whatIsRecordedFoldsToTheSame(_ typed: String, _ recorded: String?) throws {
    let session = try Session()
    for statement in try Lexer.statements(in: "load \(Repository.root)/datasets/kitchen.jsonl") {
      _ = try session.perform(statement)
    }
    let first = try session.perform(try #require(try Lexer.statements(in: typed).first))
    if let recorded, !recorded.contains("w:") { #expect(first.statement == recorded) }
    let again = try Lexer.statements(in: first.statement)
    #expect(again.count == 1)
    let second = try session.perform(try #require(again.first))
    #expect(second.statement == first.statement)
    #expect(second.answer == first.answer)
    let statement = try #require(try Lexer.statements(in: typed).first)
    let written = try Lexer.statements(in: statement.written(in: Registry.all.vocabulary))
    #expect(try session.perform(try #require(written.first)).answer == first.answer)
  }
}
