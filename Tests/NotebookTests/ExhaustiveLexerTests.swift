import GoldenSupport
import Commands
import Language
import Sessions
import Testing

/// All short texts over what means something to the session language.
@Suite struct ExhaustiveLexerTests {
  @Test func allTextsOfFourScalars() {
    check(Array("a'\"\\${}#;- \n".unicodeScalars), longest: 4)
  }

  /// Longer ones behind a verb that is known: nothing is looked for that resembles it.
  @Test func allWordsOfFiveScalars() {
    check(Array("a'\"\\${}#- ".unicodeScalars), longest: 5, behind: "undo ")
  }

  /// Still longer ones, of what can stand in each other's way.
  @Test func allWordsOfSevenScalars() {
    check(Array("a'\\$\n".unicodeScalars), longest: 7, behind: "undo ")
  }

  /// Each text is refused with a fault, or read; what is read is written on one line and read back the same.
  private func check(_ alphabet: [Unicode.Scalar], longest: Int, behind verb: String = "") {
    forEachText(over: alphabet, longest: longest) { rest in
      let text = verb + rest
      do {
        for statement in try Lexer.statements(in: text) {
          if let complaint = try complaint(of: statement) {
            Issue.record("\(text.debugDescription): \(complaint)")
          }
        }
      } catch {
        if !(error is LanguageFault) { Issue.record("\(text.debugDescription): \(error)") }
      }
    }
  }

  /// Nil where the statement survives being written.
  private func complaint(of statement: Statement) throws -> String? {
    let written = statement.written(in: Registry.all.vocabulary)
    if written.unicodeScalars.contains("\n") { return "written on two lines" }
    let again = try Lexer.statements(in: written)
    guard again.count == 1, isSame(again[0], statement) else { return "read back otherwise from \(written)" }
    let second = again[0].written(in: Registry.all.vocabulary)
    return second == written ? nil : "\(written) is written as \(second)"
  }

  /// They say the same, and what is a flag of the one is a flag of the other.
  private func isSame(_ one: Statement, _ other: Statement) -> Bool {
    if case .note = one.body { return one.body == other.body }
    return one.words.count == other.words.count
      && zip(one.words, other.words).allSatisfy { one, other in
        one.pieces == other.pieces && mayBeFlag(one) == mayBeFlag(other)
      }
  }

  /// No command has a flag of other letters, so a word like `--a#` may be quoted to keep it together.
  private func mayBeFlag(_ word: Word) -> Bool {
    guard !word.isQuoted, let text = word.literal, text.hasPrefix("--") else { return false }
    return text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "a") }
  }

  private func forEachText(
    over alphabet: [Unicode.Scalar], longest: Int, _ body: (String) -> Void
  ) {
    var places: [Int] = []
    while true {
      body(String(String.UnicodeScalarView(places.map { alphabet[$0] })))
      // The next number to this base; one digit more where all are the last.
      var digit = 0
      while digit < places.count, places[digit] == alphabet.count - 1 {
        places[digit] = 0
        digit += 1
      }
      if digit < places.count { places[digit] += 1 } else { places.append(0) }
      if places.count > longest { return }
    }
  }
}
