import Foundation
import GoldenSupport
import ReadBackSupport
import Tables
import Testing

/// Tables as the programs read them that they are written for: Python's csv and json, pandas, duckdb, a reader of
/// Markdown and pandoc.
@Suite struct ReadBackTests {
  @Test func everyFormIsReadBackAsItWas() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("maa-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var random = SeededGenerator.announced()
    var tables = [("evidence", evidence), ("hostile", named), ("empty", empty), ("cells", cells)]
    tables += (0..<30).map { ("random\($0)", randomCells(&random)) }
    for (name, table) in tables {
      let file = folder.appendingPathComponent(name).path
      try TableReaders.describe(table, in: "\(file).cells.json")
      for (ending, text) in forms(of: table) {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(file).\(ending)"))
      }
    }
    #expect(try TableReaders.differences(in: folder.path) == nil, "seed \(random.seed)")
  }

  private func forms(of table: Table) -> [(String, String)] {
    [
      ("csv", CSVRenderer().render(table)), ("tsv", CSVRenderer(separator: .tab).render(table)),
      ("json", JSONRenderer().render(table)), ("jsonl", JSONRenderer().renderLines(table)),
      ("md", MarkdownRenderer().render(table)), ("tex", LaTeXRenderer().render(table)),
    ]
  }

  /// The hostile sample under names that are not hostile: those of real tables never are.
  private var named: Table { Table("hos\"tile", columns(4), rows: hostile.rows) }

  private func columns(_ count: Int) -> [Column] {
    (0..<count).map { Column("c\($0)", $0 == 2 ? .number : .text, flexible: $0 == 1) }
  }

  /// What a spreadsheet computes, what a paper's program obeys, what ends a cell.
  private var cells: Table {
    let texts = [
      "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "=HYPERLINK(\"x\")", "a,b", "a;b", "\"", "\"\"",
      "a\"b\"c",
      "one\ntwo", "one\r\ntwo", "one\rtwo", "\n", "a\tb", "a|b||c", "\\", "\\\\", "\\n", "\\begin{x}", "$x$",
      "50% #1 & ~_^{}",
      "%", "{", "}", "~", "^", "C:\\temp\\", "<br>", "<b>&amp;</b>", "*x* _y_ `z`", "# h", "- a", "1. a",
      "| --- |",
      "https://example.org/a?b=c&d", "NULL", "null", "NaN", "nan", "true", "1e5", "007", " x ", "\u{a0}",
      "NA", "\u{feff}x",
      "\u{1b}[31m", "\u{0}", "a\u{0}b", "\u{7f}\u{85}\u{9b}", "\u{202e}abc\u{202c}", "\u{2028}",
      "👩‍👩‍👧 ❤\u{fe0f}", "中文", "ὠδή",
      "e\u{301}", "``x''", "a--b---c", "!`?`", "<<x>>", "...", "'x'", "\u{2018}x\u{2019}", "--", "-", "[x]",
      "\\[x\\]", "x\\",
    ]
    return Table("cells", columns(2), rows: texts.map { [.text($0), .text("x\($0)x")] })
  }

  private func randomCells(_ random: inout SeededGenerator) -> Table {
    let table = randomTable(&random)
    return Table(table.name, columns(table.columns.count), rows: table.rows)
  }
}
