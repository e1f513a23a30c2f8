import Characters
import GoldenSupport
import Tables
import Testing

@Suite struct HTMLRendererTests {
  @Test func looksAsRecorded() {
    let renderer = HTMLRenderer(show: visible)
    #expect(differenceFromGolden(renderer.render(evidence, marked: [1]), "evidence.html") == nil)
    #expect(differenceFromGolden(renderer.render(hostile), "hostile.html") == nil)
    #expect(differenceFromGolden(HTMLRenderer(alignment: .inline).render(hostile), "inline.html") == nil)
  }

  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("<!-- -->", "&lt;!-- --&gt;"),
    ("&lt;", "&amp;lt;"), ("\"'", "&quot;&#39;"), ("]]>", "]]&gt;"), ("a\r\nb\rc\nd", "a\nb\nc\nd"),
    ("\u{202e}\u{0}", "\\u{202e}\\u{0}"), ("é 中", "é 中"),
  ])
  func escapes(text: String, html: String) {
    #expect(HTMLText.escaped(lines: text, show: visible) == html)
  }

  @Test func aNullByteIsReplacedWhereNothingSpellsItOut() {
    #expect(HTMLText.escaped("a\u{0}<") == "a\u{fffd}&lt;")
  }

  /// Whatever cells hold, the markup is the table's own.
  @Test func everyTagIsTheTables() {
    var random = SeededGenerator.announced()
    let known = ["table", "thead", "tbody", "tr", "th", "td"]
    for _ in 0..<500 {
      let table = randomTable(&random)
      let html = HTMLRenderer().render(table)
      let tags = names(in: html)
      #expect(tags.allSatisfy { known.contains($0) }, "seed \(random.seed)")
      #expect(tags.count { $0 == "td" } == table.rows.count * table.columns.count, "seed \(random.seed)")
      #expect(tags.count { $0 == "th" } == 2 * table.columns.count, "seed \(random.seed)")
      #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "seed \(random.seed)")
    }
  }

  @Test func longTablesHaveAFirstPage() {
    let rows = (0..<21).map { [Cell.integer($0)] }
    func bodies(_ count: Int) -> Int {
      let table = Table("t", [.number("n")], rows: Array(rows.prefix(count)))
      return names(in: HTMLRenderer(page: 10).render(table)).count { $0 == "tbody" } / 2
    }
    #expect(bodies(20) == 1 && bodies(21) == 2)
  }

  /// Names of tags, closing ones too.
  private func names(in html: String) -> [String] {
    html.utf8.split(separator: UInt8(ascii: "<")).dropFirst().map { part in
      String(
        decoding: part.drop { $0 == UInt8(ascii: "/") }.prefix { (97...122).contains($0) }, as: UTF8.self)
    }
  }
}
