import Answers
import Commands
import Foundation
import GoldenSupport
import Language
import Phrasing
import Sessions
import Tables
import Testing
import Views

/// What people see of queries on the kitchen log, right and wrong ones.
@Suite struct QueryGoldenTests {
  private static let shown = [
    "evidence where n >= 3 and type = 'add' order by mhat desc limit 2", "evidence where mhat > 4",
    "evidence U1 U2 U3 where n > 0 --by unit", "evidence where 0",
    "merges where kind = 'near' order by cosine desc limit 3",
    "merges where n1 > 5 --kind merged --limit 2", "accept 1",
    "merges --across-anchors where cosine > 0.7 limit 2",
    "units where wordings > 1 order by proposals desc, unit limit 4", "units --limit 2",
    "batches where proposals > 5 order by baseline limit 3", "param least = 4",
    "evidence where n >= $least order by n desc, mhat limit 3",
    "sql \"select type, count(*) as units, round(avg(mhat), 3) as mhat from evidence group by type order by type\"",
    "sql select unit, delta, x'00' as b, null as z from observations where step = 3 order by delta desc --limit 2",
    "sql \"with r as (select unit, rank() over (order by mhat desc) r from evidence) select * from r where r < 3\"",
    "sql select ruling, first, second, because from decisions",
    "sql select '$least' as text, $least + 1 as number",
    "sql --schema", "sql --schema evidence", "sql select 1 where 0",
  ]
  private static let refused = [
    "sql", "sql select", "sql select nosuch from evidence", "sql select mhatt from evidence",
    "sql select * from evidense",
    "evidence where mhatt > 3", "evidence where n >", "evidence where n > 3 order by mhat descc",
    "evidence where",
    "evidence where verdict = \"stable\"", "evidence where n > 3 limit 2 --limit 3",
    "evidence order by n --by n",
    "merges where n > 3", "merges where n1 > 3 --by cosine", "units where type = add",
    "evidence where n > 1) or (1",
    "sql drop table units", "sql \"attach 'x' as y\"", "sql pragma table_list", "sql \"select random()\"",
    "sql \"select date('now')\"", "sql select load_extension(1)", "sql 'select 1; select 2'", "sql select ?",
    "sql select $nosuch", "sql \"select * from units where content regexp 'a'\"",
    "sql select * from sqlite_master",
    "sql --schema nosuch", "sql --schema --limit 3", "sql select 1 --as csv", "sql select 1 --to x.pdf",
    "sql \"select zeroblob(2000000000)\"", "sql \"select 1\nfrom units\nwhere x\"",
    "export db --as csv --to x.db",
    "export nosuch --to x.csv",
    "sql \"select '\(String(repeating: "ü", count: 80))', nosuch, '\(String(repeating: "y", count: 80))'\"",
  ]

  @Test func shows() throws {
    let session = try kitchen()
    var lines: [String] = []
    for text in Self.shown {
      for statement in try Lexer.statements(in: text) {
        let outcome = try session.perform(statement)
        lines += ["maa › \(outcome.statement)"] + outcome.answer.blocks.map(shown)
      }
    }
    #expect(differenceFromGolden(lines.joined(separator: "\n"), "queries.txt") == nil)
  }

  @Test func complains() throws {
    var lines: [String] = []
    let session = try kitchen()
    for text in Self.refused {
      lines.append("> \(text)")
      do {
        for statement in try Lexer.statements(in: text) { _ = try session.perform(statement) }
        lines.append("(no complaint)")
      } catch {
        let complaint = Wording.complaint(error)
        lines += ["\(complaint.message)  [\(complaint.exitCode)]"] + complaint.details.map { "    \($0)" }
        lines += complaint.hint.map { ["  \($0)"] } ?? []
      }
      lines.append("")
    }
    #expect(differenceFromGolden(lines.joined(separator: "\n"), "complaints.txt") == nil)
  }

  /// The page names every table and every column, with what the tables say of themselves.
  @Test func thePageAboutTablesIsUpToDate() throws {
    let page = try String(contentsOfFile: "\(Repository.root)/docs/sql.md", encoding: .utf8)
    for table in StudyTables.all {
      #expect(page.contains("### \(table.schema.name)\n\n\(table.schema.summary)"), "\(table.schema.name)")
      for column in table.schema.columns {
        let line = "| `\(column.name)` | \(column.kind.rawValue) | \(column.summary) |"
        #expect(page.contains(line), "\(table.schema.name): \(line)")
      }
    }
  }

  private func shown(_ block: Answer.Block) -> String {
    switch block {
    case .said(let line), .text(let line): "  \(line)\n"
    case .table(let table), .data(let table): TerminalRenderer(width: 100).render(table)
    case .plot: ""
    }
  }

  private func kitchen() throws -> Session {
    let session = try Session()
    for statement in try Lexer.statements(in: "load \(Repository.root)/datasets/kitchen.jsonl") {
      _ = try session.perform(statement)
    }
    return session
  }
}
