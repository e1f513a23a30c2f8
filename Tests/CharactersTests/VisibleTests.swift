import Characters
import GoldenSupport
import Testing

@Suite struct VisibleTests {
  @Test(arguments: [
    "", "plain ~", "a\\nb", "naïve café", "中文 가나", "m̂ ± 3 · …", "👩‍👩‍👧 👍🏽 ❤️ ❤️‍🔥 1️⃣ 🇩🇪", "👩🏽‍❤️‍💋‍👨🏽", "क्‍ष", "می‌خواهم",
    "葛\u{e0100}", "\u{e000}", "a\u{a0}b\u{3000}c", "शुद्धिकरण", "e\u{301}\u{323}",
  ])
  func leavesHarmlessTextAlone(text: String) {
    #expect(Array(visible(text).unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test(arguments: [
    ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\r\n", "\\r\\n"), ("\u{1b}[31mred", "\\x1b[31mred"), ("\u{7}", "\\u{7}"),
    ("\u{0}", "\\u{0}"), ("\u{7f}", "\\u{7f}"), ("\u{9b}31m", "\\u{9b}31m"), ("\u{85}", "\\u{85}"),
    ("a\u{202e}b", "a\\u{202e}b"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
    ("\u{200e}\u{200f}", "\\u{200e}\\u{200f}"),
    ("\u{61c}", "\\u{61c}"), ("a\u{ad}b", "a\\u{ad}b"), ("\u{feff}a", "\\u{feff}a"),
    ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
    ("\u{e0041}", "\\u{e0041}"), ("\u{fff9}", "\\u{fff9}"), ("\u{ffff}", "\\u{ffff}"),
    ("\u{3164}", "\\u{3164}"),
    ("\u{200b}", "\\u{200b}"), ("pass\u{200d}word", "pass\\u{200d}word"), ("\u{200d}क", "\\u{200d}क"),
    ("क\u{200d}", "क\\u{200d}"), ("क\u{200d}\u{200d}ष", "क\\u{200d}\\u{200d}ष"), ("a\u{fe0f}", "a\\u{fe0f}"),
    ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}\\u{fe0f}"), ("a\u{e0100}", "a\\u{e0100}"), ("é\u{1b}", "é\\x1b"),
  ])
  func spellsOut(text: String, expected: String) {
    #expect(Array(visible(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func cutsStacksOfMarks() {
    let zalgo = "z" + String(repeating: "\u{301}", count: 300) + "a"
    let expected = "z" + String(repeating: "\u{301}", count: 9) + "…a"
    #expect(Array(visible(zalgo).unicodeScalars) == Array(expected.unicodeScalars))
    #expect(displayWidth(visible(zalgo)) == 3)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\\xffb"), ([0xC3], "\\xc3"), ([0xE2, 0x82], "\\xe2\\x82"),
      ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"),
      ([0xC0, 0x80], "\\xc0\\x80"), ([0xC3, 0xA9, 0x1B, 0x80], "é\\x1b\\x80"), ([], ""),
      ([0x61, 0xCC, 0x81], "a\u{301}"),
      ([0xF0, 0x9F, 0x98, 0x80, 0xFE, 0x0A], "😀\\xfe\\n"),
    ] as [([UInt8], String)])
  func showsInvalidBytes(bytes: [UInt8], expected: String) {
    #expect(Array(visible(bytes: bytes).utf8) == Array(expected.utf8))
  }

  @Test func bytesOfTextAreShownAsTheText() {
    var random = SeededGenerator.announced()
    for _ in 0..<1000 {
      let text = randomText(from: hostileScalars, upTo: 30, using: &random)
      #expect(
        Array(visible(bytes: Array(text.utf8)).utf8) == Array(visible(text).utf8), "seed \(random.seed)")
    }
  }

  @Test func randomBytesAreNeverLost() {
    var random = SeededGenerator.announced()
    for _ in 0..<1000 {
      let bytes = (0..<20).map { _ in UInt8.random(in: 0x80...0xFF, using: &random) }
      #expect(visible(bytes: bytes).utf8.count >= bytes.count, "seed \(random.seed)")
    }
  }

  /// Marks behind a byte that is no text gather on its last digit; they once were cut before they stood there.
  @Test func marksBehindAByteThatIsNoTextAreCutOnce() {
    var random = SeededGenerator.announced()
    let parts: [[UInt8]] = [[0xCC, 0x81], [0xCD, 0x84], [0x81], [0x65]]
    for _ in 0..<1000 {
      let bytes = (0..<40).flatMap { _ in parts[Int(random.next() % 16 > 2 ? 0 : random.next() % 4)] }
      let once = visible(bytes: bytes)
      #expect(Array(visible(once).utf8) == Array(once.utf8), "seed \(random.seed)")
    }
  }

  @Test func nothingHarmfulIsLeftAndTwiceIsOnce() {
    var random = SeededGenerator.announced()
    for _ in 0..<5000 {
      let once = visible(randomText(from: hostileScalars, upTo: 30, using: &random))
      #expect(Array(visible(once).utf8) == Array(once.utf8), "seed \(random.seed)")
      #expect(!once.unicodeScalars.contains(where: isHarmful), "seed \(random.seed)")
      #expect(once.allSatisfy { $0.unicodeScalars.count <= 11 }, "seed \(random.seed)")
    }
  }

  private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.value != 0x200C && scalar.value != 0x200D
    default: false
    }
  }
}
