import GoldenSupport
import Tables
import Testing

@Suite struct LaTeXRendererTests {
  @Test func looksAsRecorded() {
    #expect(differenceFromGolden(LaTeXRenderer().render(evidence), "evidence.tex") == nil)
    #expect(differenceFromGolden(LaTeXRenderer().render(hostile), "hostile.tex") == nil)
    let long = LaTeXRenderer(caption: "Evidence & verdicts", label: "tab:evidence_1%", longest: 2)
    #expect(differenceFromGolden(long.render(evidence), "evidence-long.tex") == nil)
    let floating = LaTeXRenderer(caption: "Evidence", label: "tab:evidence")
    #expect(differenceFromGolden(floating.render(evidence), "evidence-floating.tex") == nil)
  }

  @Test(arguments: [
    ("\\", "\\textbackslash{}"), ("{a}", "\\{a\\}"), ("a_b", "a\\_b"),
    ("a^b~c", "a\\textasciicircum{}b\\textasciitilde{}c"),
    ("#1 $2 3% &", "\\#1 \\$2 3\\% \\&"),
    ("<b>|\"`", "\\textless{}b\\textgreater{}\\textbar{}\\textquotedbl{}\\textasciigrave{}"),
    ("[x]*", "{[}x]*"), ("*x", "{*}x"), ("--- ''", "-{}-{}- '{}'"), ("a\nb\tc", "a b c"),
    ("\u{1b}\u{202e}", "\\textbackslash{}u\\{1b\\}\\textbackslash{}u\\{202e\\}"), ("é 微 👩", "é 微 👩"),
  ])
  func escapes(text: String, latex: String) {
    #expect(body([[.text(text)]]) == "\(latex) \\\\\n")
  }

  @Test(arguments: [
    (Cell.integer(-3), "$-$3"), (.number(2.345, places: 1), "2.3"),
    (.number(-.infinity, places: 2), "$-$inf"),
    (.missing, "--"), (.flag(true), "yes"), (.number(-0.001, places: 2), "0.00"),
  ])
  func writesAsPeopleRead(cell: Cell, latex: String) {
    #expect(body([[cell]]) == "\(latex) \\\\\n")
  }

  @Test func onlyLongTablesAreLong() {
    let rows = (1...51).map { [Cell.integer($0)] }
    #expect(LaTeXRenderer().render(Table("t", [.number("n")], rows: rows)).contains("\\begin{longtable}{r}"))
    let few = Table("t", [.number("n")], rows: Array(rows.dropLast()))
    #expect(LaTeXRenderer().render(few).contains("\\begin{tabular}{r}"))
  }

  /// Read as TeX does: braces match, every row has its cells, and no command or active character comes from a text.
  @Test func nothingInACellIsACommand() {
    var random = SeededGenerator.announced()
    let known: Set<Substring> = [
      "textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar",
      "textquotedbl",
      "textasciigrave",
    ]
    for _ in 0..<500 {
      let table = randomTable(&random)
      let lines = LaTeXRenderer().render(table).split(separator: "\n")
      #expect(lines.count == table.rows.count + 7, "seed \(random.seed)")
      for line in lines.dropFirst(5).prefix(table.rows.count) {
        #expect(line.hasSuffix(" \\\\"), "seed \(random.seed)")
        let cells = line.dropLast(3)
        // By scalars, as TeX reads: a sign with an accent is still that sign.
        let command = /\\([A-Za-z]+)/.matchingSemantics(.unicodeScalar)
        #expect(cells.matches(of: command).map(\.1).allSatisfy(known.contains), "seed \(random.seed)")
        let bare = cells.replacing("$-$", with: "").replacing(command, with: "")
          .replacing(/\\[^A-Za-z]/.matchingSemantics(.unicodeScalar), with: "").unicodeScalars
        #expect(bare.filter { $0 == "&" }.count == table.columns.count - 1, "seed \(random.seed)")
        #expect(!bare.contains { "\\$%#_^~".unicodeScalars.contains($0) }, "seed \(random.seed)")
        #expect(bare.filter { $0 == "{" }.count == bare.filter { $0 == "}" }.count, "seed \(random.seed)")
      }
    }
  }

  private func body(_ rows: [[Cell]]) -> String {
    let page = LaTeXRenderer().render(Table("t", [.text("c")], rows: rows))
    let start = page.range(of: "\\midrule\n")?.upperBound ?? page.startIndex
    let end = page.range(of: "\\bottomrule")?.lowerBound ?? page.endIndex
    return String(page[start..<end])
  }
}
