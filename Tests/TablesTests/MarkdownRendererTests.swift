import GoldenSupport
import Tables
import Testing

@Suite struct MarkdownRendererTests {
  @Test func looksAsRecorded() {
    #expect(differenceFromGolden(MarkdownRenderer().render(evidence), "evidence.md") == nil)
    #expect(differenceFromGolden(MarkdownRenderer().render(hostile), "hostile.md") == nil)
  }

  @Test(arguments: [
    ("a|b", "a\\|b"), ("\\|", "\\\\\\|"), ("`x`", "\\`x\\`"), ("<script>", "\\<script\\>"),
    ("&lt;", "\\&lt;"),
    ("a\r\nb\nc\rd", "a<br>b<br>c<br>d"), ("[a](b) ![c](d)", "\\[a\\](b) !\\[c\\](d)"),
    ("\u{202e}", "\\\\u{202e}"),
  ])
  func escapes(text: String, markdown: String) {
    let page = MarkdownRenderer().render(Table("t", [.text("c")], rows: [[.text(text)]]))
    #expect(page == "| c |\n| --- |\n| \(markdown) |\n")
  }

  /// A bar that is not escaped, or a line end, would break the grid.
  @Test func everyRowHasEveryCell() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let table = randomTable(&random)
      let lines = MarkdownRenderer().render(table).split(separator: "\n")
      #expect(lines.count == table.rows.count + 2, "seed \(random.seed)")
      #expect(lines.allSatisfy { bars($0) == table.columns.count + 1 }, "seed \(random.seed)")
    }
  }

  private func bars(_ line: Substring) -> Int {
    var (bars, escaped) = (0, false)
    for scalar in line.unicodeScalars {
      if scalar == "|", !escaped { bars += 1 }
      escaped = scalar == "\\" && !escaped
    }
    return bars
  }
}
