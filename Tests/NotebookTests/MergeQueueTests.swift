import Answers
import GoldenSupport
import Sessions
import Tables
import Testing
import Views

/// Which pairs `merges` lists, in which order, and whether what it says of them comes true.
@Suite struct MergeQueueTests {
  private let bench: Bench

  init() throws {
    bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
  }

  private func rows(_ statement: String, _ columns: String...) throws -> [[Cell]] {
    let outcome = try bench.run(statement)
    guard case .table(let table)? = outcome.answer.blocks.first else { return [] }
    let places = try columns.map { name in
      try #require(table.columns.firstIndex { $0.name == name }, "no column \(name)")
    }
    return table.rows.map { row in places.map { row[$0] } }
  }

  private func pairs(_ statement: String) throws -> Set<String> {
    Set(try rows(statement + " --limit 100000", "name1", "name2").map { "\($0)" })
  }

  @Test func kindsPartTheQueue() throws {
    let all = try pairs("merges")
    let parts = try ["near", "merged", "suspect"].map { try pairs("merges --kind \($0)") }
    #expect(parts.allSatisfy { !$0.isEmpty })
    #expect(parts.reduce(0) { $0 + $1.count } == all.count && parts.reduce(Set()) { $0.union($1) } == all)
    #expect(try pairs("merges --kind across") == pairs("merges --across-anchors"))
    #expect(try pairs("merges --kind across").isDisjoint(with: all))
    #expect(try pairs("merges --pending") == all && pairs("merges --decided").isEmpty)
  }

  @Test(arguments: ["impact", "cosine", "disagreement", "uncertainty", "random"])
  func ordersListTheSamePairs(_ order: String) throws {
    let listed = try rows("merges --by \(order) --limit 100000", "name1", "name2").map { "\($0)" }
    #expect(Set(listed) == (try pairs("merges")) && Set(listed).count == listed.count)
    #expect(try rows("merges --by \(order) --limit 100000", "name1", "name2").map { "\($0)" } == listed)
  }

  /// A plain look at the columns says what belongs to a unit or a batch.
  @Test func filtersPickWhatConcernsThem() throws {
    let units = try rows("merges --limit 100000", "unit1", "unit2", "name1", "name2")
    for unit in ["U3", "U14", "U17"] {
      let expected = units.filter { $0[0] == .text(unit) || $0[1] == .text(unit) }.map { "\([$0[2], $0[3]])" }
      #expect(try pairs("merges --unit \(unit)") == Set(expected) && !expected.isEmpty, "\(unit)")
    }
    for batch in [1, 3, 9] {
      let sql = "select distinct name from proposals where batch = \(batch)"
      let names = Set(try bench.session.analysis.ask(sql).rows.map { text($0[0]) })
      let expected = units.filter { names.contains(text($0[2])) || names.contains(text($0[3])) }.map {
        "\([$0[2], $0[3]])"
      }
      #expect(try pairs("merges --batch \(batch)") == Set(expected) && !expected.isEmpty, "\(batch)")
    }
    #expect(bench.complaint("merges --batch 77")?.message.contains("batch") == true)
    #expect(bench.complaint("merges --decided --pending")?.message.contains("exclude") == true)
    #expect(bench.complaint("merges where n1 > 1 limit 3 --kind near")?.message.contains("limit") == true)
    #expect(bench.complaint("merges where n1 > 1 --decided")?.message.contains("where") == true)
    try bench.run("merges --unit U3")
    #expect(bench.session.statements.last?.contains("merges --unit w:") == true)
  }

  @Test func whatIsDecidedIsListedAsDecided() throws {
    let open = try rows("merges --limit 100000", "name1", "name2", "kind")
    try bench.run("merges; accept 1; merges; reject 2; merges; reject 3 --because never")
    let decided = try rows("merges --decided", "name1", "name2", "ruling")
    #expect(decided.count == 3)
    #expect(decided.map { $0[2] }.filter { $0 == .text("different") }.count == 2)
    #expect(decided.allSatisfy { row in open.contains { $0[0] == row[0] && $0[1] == row[1] } })
    #expect(try pairs("merges").isDisjoint(with: pairs("merges --decided")))
    #expect(try bench.shown("merges").contains("3 of "))
    try bench.run("undo")
    #expect(try pairs("merges --decided").count == 2)
  }

  /// What joining two units is said to do is what it does, wherever the linkage leaves all others where they were.
  @Test func joiningDoesWhatIsSaid() throws {
    var checked = 0
    for row in try rows("merges --kind near --limit 40", "name1", "name2", "unit1", "unit2", "change") {
      guard case .text(let one) = row[0], case .text(let other) = row[1], case .text(let change) = row[4]
      else { continue }
      let members = try count(
        "select count(*) from wordings where unit in ('\(text(row[2]))', '\(text(row[3]))')")
      try bench.run("same \(one) \(other)")
      let unit = "(select unit from wordings where name = '\(one)')"
      if try count("select count(*) from wordings where unit = \(unit)") == members {
        let mhat = try bench.session.analysis.ask(
          "select printf('%.2f', mhat) from evidence where unit = \(unit)")
        #expect(change.hasSuffix("→\(text(mhat.rows[0][0]))"), "\(change), came \(mhat.rows)")
        checked += 1
      }
      try bench.run("undo")
    }
    #expect(checked > 8)
  }

  private func text(_ cell: Cell) -> String { if case .text(let text) = cell { text } else { "" } }

  private func count(_ sql: String) throws -> Int {
    guard case .integer(let count) = try bench.session.analysis.ask(sql).rows[0][0] else { return -1 }
    return count
  }
}
