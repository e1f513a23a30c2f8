import Characters
import GoldenSupport
import Testing

@Suite struct DisplayWidthTests {
  @Test(
    arguments: [
      ("A", 1), ("\u{0}", 0), ("\u{1b}", 0), ("\u{9b}", 0), ("é", 1), ("\u{301}", 0), ("\u{20e3}", 0),
      ("\u{200d}", 0),
      ("中", 2), ("가", 2), ("ｱ", 1), ("Ａ", 2), ("😀", 2), ("\u{1fae9}", 2), ("❤", 1), ("⌚", 2), ("…", 1),
      ("▁", 1),
      ("\u{1161}", 0), ("\u{11a8}", 0), ("\u{323af}", 2), ("\u{e000}", 1), ("\u{1f1e9}", 1), ("α", 1),
      ("\u{3000}", 2),
    ] as [(Unicode.Scalar, Int)])
  func ofScalar(scalar: Unicode.Scalar, width: Int) {
    #expect(displayWidth(of: scalar) == width, "U+\(String(scalar.value, radix: 16))")
  }

  @Test(arguments: [
    ("", 0), ("plain text", 10), ("e\u{301}", 1), ("m̂ 4.10", 6), ("中文", 4), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("☝🏽", 2),
    ("❤️", 2), ("❤︎", 1), ("❤️‍🔥", 2), ("1️⃣", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("\u{1100}\u{1161}\u{11a8}", 2),
    ("▁▃▅▆▇▇", 6), ("a\u{fe0f}", 1), (" \u{fe0f}", 1), ("\r\n", 0), ("क्ष", 2), ("🏴‍☠️", 2), ("a🏽", 3), ("🔥🏽", 4),
    ("🏽🏽", 4), ("🏽\u{200d}🏽", 4),
  ])
  func ofText(text: String, width: Int) {
    #expect(displayWidth(text) == width, "\(text.debugDescription)")
  }

  @Test func ofTextIsTheSumOfItsClusters() {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      let text = randomText(from: hostileScalars, upTo: 20, using: &random)
      let sum = text.reduce(0) { $0 + displayWidth(of: $1) }
      #expect(displayWidth(text) == sum, "seed \(random.seed)")
    }
  }

  /// Cells of a table are measured alone and stand between spaces.
  @Test func spacesAroundAddNothing() {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      let text = visible(randomText(from: hostileScalars, upTo: 20, using: &random))
      #expect(displayWidth("  \(text)  ") == displayWidth(text) + 4, "seed \(random.seed)")
    }
  }
}
