import Characters
import Foundation
import GoldenSupport
import Testing

@Suite struct NormalizationTests {
  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("e\u{301}", "é"), ("\u{212b}", "å".uppercased()),
    ("\u{1100}\u{1161}", "가"),
    ("가\u{11a8}", "각"), ("가\u{11a7}", "가\u{11a7}"), ("a\u{0}e\u{301}", "a\u{0}é"), ("ﬁ", "ﬁ"),
    ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("\u{fb1d}", "\u{5d9}\u{5b4}"),
  ])
  func composes(text: String, expected: String) {
    #expect(Array(nfc(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  /// Without `가`, which Foundation on Linux does not join with a final consonant that follows it.
  @Test func agreesWithFoundation() {
    var random = SeededGenerator.announced()
    let pool = "aeiou \u{300}\u{301}\u{308}\u{323}\u{327}éǖ\u{1100}\u{1161}\u{11a8}각\u{3099}かが\u{f900}中"
      .unicodeScalars
      .map { $0 }
    for _ in 0..<2000 {
      let text = randomText(from: pool, upTo: 12, using: &random)
      let expected = text.precomposedStringWithCanonicalMapping
      #expect(Array(nfc(text).utf8) == Array(expected.utf8), "seed \(random.seed)")
    }
  }

  /// Long runs of marks are ordered in another way than short ones. Held against marks that were put in order one by one:
  /// Foundation orders no long run as Unicode says, and Python's `unicodedata`, which does, is not here.
  @Test func longRunsAreOrderedAsShortOnes() {
    var random = SeededGenerator.announced()
    let marks = "\u{300}\u{301}\u{308}\u{316}\u{323}\u{327}\u{344}\u{345}\u{5b0}\u{3099}".unicodeScalars.map {
      $0
    }
    for _ in 0..<300 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        scalars.append(contentsOf: "aeか".unicodeScalars.prefix(1))
        for _ in 0..<Int.random(in: 0...120, using: &random) {
          scalars.append(marks[Int.random(in: 0..<marks.count, using: &random)])
        }
      }
      let text = String(scalars)
      let expected = nfc(slowlyOrdered(text))
      #expect(Array(nfc(text).utf8) == Array(expected.utf8), "seed \(random.seed)")
    }
  }

  /// Decomposed, and each mark moved before those of a higher class.
  private func slowlyOrdered(_ text: String) -> String {
    var ordered: [(scalar: Unicode.Scalar, order: UInt8)] = []
    for scalar in text.unicodeScalars {
      for part in String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars {
        let order = part.properties.canonicalCombiningClass.rawValue
        var place = ordered.count
        while order > 0, place > 0, ordered[place - 1].order > order { place -= 1 }
        ordered.insert((part, order), at: place)
      }
    }
    return String(String.UnicodeScalarView(ordered.map(\.scalar)))
  }

  @Test func runsOfMarksAreComposedInLinearTime() {
    let text = "a" + String(repeating: "\u{301}\u{316}", count: 400_000)
    let start = ContinuousClock.now
    let composed = nfc(text)
    #expect(ContinuousClock.now - start < .seconds(20), "with the square of the run it would be minutes")
    #expect(composed.unicodeScalars.count == text.unicodeScalars.count - 1)
    #expect(displayWidth(text) == 1 && visible(text).unicodeScalars.count == 11)
  }

  @Test(arguments: [
    ("", ""), ("one", "one"), ("one two", "one two"), (" one", "one"), ("one ", "one"),
    ("one  two", "one two"),
    ("\t\r\n one\u{b}\u{c}two\u{85}", "one two"),
    ("a\u{a0}\u{2003}b\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}c", "a b c"),
    ("a\u{1c}\u{1d}\u{1e}\u{1f}b", "a b"), (" ", ""), (" \u{3000}", ""), ("a\u{200b}b", "a\u{200b}b"),
    ("a \u{301}b", "a \u{301}b"), ("a\u{0}b", "a\u{0}b"),
  ])
  func foldsWhitespace(text: String, expected: String) {
    #expect(Array(foldingWhitespace(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  /// Plain is what is ASCII and stays as it is: no more, for much is told by it, and no less.
  @Test func plainTextsAreThoseThatStay() {
    var random = SeededGenerator.announced()
    let scalars: [Unicode.Scalar] = [
      "a", "b", " ", " ", "\t", "\u{1b}", "\u{1c}", "\u{1f}", "\u{8}", "\u{e}", "\u{0}", "\u{7f}", "é",
    ]
    var plain = 0
    for _ in 0..<20_000 {
      let text = randomText(from: scalars, upTo: 40, using: &random)
      let stays = text.utf8.allSatisfy { $0 < 0x80 } && foldingWhitespace(text).utf8.elementsEqual(text.utf8)
      let isTaken = Array(text.utf8).withUnsafeBytes { isPlain($0) }
      #expect(isTaken == stays, "seed \(random.seed): \(text.debugDescription)")
      plain += isTaken ? 1 : 0
    }
    #expect(plain > 200)
  }

  @Test func foldingTwiceIsFoldingOnce() {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      let text = randomText(from: hostileScalars, upTo: 20, using: &random)
      let once = foldingWhitespace(text)
      #expect(Array(foldingWhitespace(once).utf8) == Array(once.utf8), "seed \(random.seed)")
    }
  }
}

/// Letters, marks, emoji and their parts, controls, white space and what is not seen.
let hostileScalars: [Unicode.Scalar] = Array(
  """
  ab1 \u{301}\u{20e3}\u{fe0f}\u{fe0e}\u{200d}\u{200c}👩👨❤🔥🇩🇪🏽中가\u{1161}\u{11a8}ﾊक\u{94d}ष\u{93f}\u{e0100}\u{e0041}\
  \u{1b}\u{7}\u{9b}\u{7f}\u{0}\u{202e}\u{2066}\u{feff}\u{2028}\u{ad}\u{34f}\u{3164}\u{ffff}\u{e000}\u{3000}\u{85}…\\é\r\n\t
  """.unicodeScalars)

func randomText(
  from pool: [Unicode.Scalar], upTo most: Int, using random: inout SeededGenerator
) -> String {
  var scalars = String.UnicodeScalarView()
  for _ in 0..<Int.random(in: 0...most, using: &random) {
    scalars.append(pool[Int.random(in: 0..<pool.count, using: &random)])
  }
  return String(scalars)
}
