import Tables
import Testing

@Suite struct MarkdownTextTests {
  @Test(arguments: [
    ("# not a heading", "\\# not a heading"), ("- no list", "\\- no list"), ("+ x", "\\+ x"),
    ("12. x", "12\\. x"), ("3) x", "3\\) x"), ("12 x", "12 x"), ("12", "12"), ("===", "\\==="),
    ("    code", "code"),
    ("a\nb\r\nc", "a b c"), ("<b>&amp;</b>", "\\<b\\>\\&amp;\\</b\\>"), ("", ""),
    ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"), ("| a | b |", "\\| a \\| b \\|"),
  ])
  func aParagraphStaysText(text: String, markdown: String) {
    #expect(MarkdownText.paragraph(text) == markdown)
  }

  @Test(arguments: [
    ("x", "```\nx\n```\n"), ("x\n", "```\nx\n```\n"), ("a ``` b", "````\na ``` b\n````\n"),
    ("`````", "``````\n`````\n``````\n"),
  ])
  func aFenceIsLongerThanWhatItHolds(text: String, markdown: String) {
    #expect(MarkdownText.fenced(text) == markdown)
  }
}
