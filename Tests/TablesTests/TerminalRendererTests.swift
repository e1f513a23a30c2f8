import Characters
import GoldenSupport
import Tables
import Testing

@Suite struct TerminalRendererTests {
  @Test(arguments: [nil, 80, 60, 40, 20])
  func looksAsRecorded(width: Int?) {
    let name = width.map { "\($0)" } ?? "full"
    let evidencePage = terminal(width: width).render(evidence)
    let hostilePage = terminal(width: width).render(hostile)
    #expect(differenceFromGolden(evidencePage, "evidence-\(name).txt") == nil)
    #expect(differenceFromGolden(hostilePage, "hostile-\(name).txt") == nil)
  }

  @Test func showsTheHeaderOfNoRows() {
    #expect(terminal().render(empty) == "  #  kind  cosine\n  (no rows)\n")
    #expect(terminal(width: 9).render(Table("none", [])) == "  (no\n  rows)\n")
  }

  @Test func dimsTheHeaderOnly() {
    let page = terminal(styled: true).render(evidence)
    let plain = terminal().render(evidence)
    #expect(page.hasPrefix("  \u{1b}[2munit  "))
    #expect(page.contains("content\u{1b}[0m\n"))
    #expect(page.split(separator: "\n").dropFirst() == plain.split(separator: "\n").dropFirst())
  }

  @Test func sharesRoomAmongFlexibleColumns() {
    let table = Table(
      "t", [.text("a", flexible: true), .text("b", flexible: true), .text("c", flexible: true)],
      rows: [["short", "a long text that has to give way", "another long text that has to"]])
    let expected = """
        a      b                 c
        short  a long text tha…  another long t…

      """
    #expect(terminal(width: 42).render(table) == expected)
  }

  @Test func dropsPlainColumnsThenFlexibleThenEssential() {
    let wide = Cell.text(String(repeating: "w", count: 12))
    let table = Table(
      "t", [.text("id"), .text("must", essential: true), .text("text", flexible: true), .text("more")],
      rows: [["1", wide, wide, wide]])
    func notShown(_ width: Int) -> String? {
      terminal(width: width).render(table).split(separator: "\n").dropFirst(2)
        .joined().split(separator: "·").first.map { $0.split(separator: " ").joined(separator: " ") }
    }
    // A plain column goes as soon as the text would have to be cut.
    #expect(notShown(46) == nil)
    #expect(notShown(45) == "not shown: more")
    #expect(notShown(28) == "not shown: more")
    #expect(notShown(27) == "not shown: text, more")
    #expect(notShown(17)?.hasPrefix("not shown: must") == true)
  }

  @Test func plainColumnsMakeRoomUntilATextCanBeRead() {
    let long = Cell.text(String(repeating: "text ", count: 20))
    let table = Table("t", [.text("text", flexible: true), .text("more")], rows: [[long, "1234567890"]])
    #expect(!terminal(width: 38).render(table).contains("not shown"))
    #expect(terminal(width: 37).render(table).contains("not shown: more"))
  }

  @Test func neverExceedsTheWidth() {
    var random = SeededGenerator.announced()
    for _ in 0..<1500 {
      let table = randomTable(&random)
      let width = Int.random(in: 20...200, using: &random)
      for line in terminal(width: width).render(table).split(separator: "\n") {
        #expect(displayWidth(String(line)) <= width, "seed \(random.seed)")
      }
    }
  }

  @Test func neverLeavesTrailingSpacesOrControls() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let page = terminal(width: Bool.random(using: &random) ? 80 : nil).render(randomTable(&random))
      #expect(!page.contains(" \n") && page.hasSuffix("\n"), "seed \(random.seed)")
      let controls = page.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" }
      #expect(controls.isEmpty, "seed \(random.seed)")
    }
  }

  @Test func survivesAnyWidth() {
    for width in -3...20 { #expect(!terminal(width: width).render(hostile).isEmpty) }
  }

  @Test func columnsLineUp() {
    var random = SeededGenerator.announced()
    let rows = (0..<50).map { _ in [Cell.text("x" + randomText(&random)), .text("|")] }
    let table = Table("t", [.text("text", flexible: true), .text("|", essential: true)], rows: rows)
    let ends = terminal(width: 30).render(table).split(separator: "\n").map { displayWidth(String($0)) }
    #expect(Set(ends).count == 1, "seed \(random.seed)")
  }
}
