import Commands
import GoldenSupport
import Language
import Sessions
import Testing

@Suite struct LexerTests {
  private func words(_ text: String) throws -> [[String]] {
    try Lexer.statements(in: text).map { $0.words.map { $0.literal ?? "$" } }
  }

  @Test func splitsAsAShellDoes() throws {
    #expect(try words("set tau 0.6; evidence\nhelp") == [["set", "tau", "0.6"], ["evidence"], ["help"]])
    #expect(try words("same 'a b' \"c d\" e\\ f") == [["same", "a b", "c d", "e f"]])
    #expect(try words("note a'b'\"c\"d") == [["note", "abcd"]])
    #expect(try words("note ''") == [["note", ""]])
    #expect(try words("note \"say \\\"hi\\\" \\n\"") == [["note", "say \"hi\" \\n"]])
    #expect(try words("note $'a\\tb\\u{e9}'") == [["note", "a\tbé"]])
    #expect(try words("load \\\n  x") == [["load", "x"]])
    #expect(try words("note a#b #c\nhelp") == [["note", "a#b"], ["help"]])
    #expect(try words(";;\n ; ") == [])
  }

  @Test func keepsNotesAndLines() throws {
    let statements = try Lexer.statements(in: "maa 1\n# first\n\nset tau 1 # not kept\n  # second\n#\n")
    #expect(statements.map(\.line) == [1, 2, 4, 5, 6])
    #expect(
      statements.map { $0.written(in: Registry.all.vocabulary) } == [
        "maa 1", "# first", "set tau 1", "# second", "#",
      ])
  }

  @Test func findsParameters() throws {
    let pieces = try Lexer.statements(in: "load $data \"${dir}/x\" '$no' $ $1 a$b").first?.words.map(\.pieces)
    #expect(
      pieces == [
        [.text("load")], [.parameter("data")], [.parameter("dir"), .text("/x")], [.text("$no")], [.text("$")],
        [.text("$1")], [.text("a"), .parameter("b")],
      ])
  }

  @Test(arguments: [
    ("note 'abc", LanguageFault.unclosedQuote(quote: "'", line: 1, column: 6)),
    ("help\nnote \"a\nb", .unclosedQuote(quote: "\"", line: 2, column: 6)),
    ("note $'a", .unclosedQuote(quote: "$'", line: 1, column: 6)),
    ("note a\\", .openEnd(line: 1)),
    ("note $'\\q'", .badEscape("\\q", line: 1, column: 8)),
    ("note $'\\u{110000}'", .badEscape("\\u", line: 1, column: 8)),
    ("note ${a", .badParameter(line: 1, column: 6)),
  ])
  func saysWhereItCannotRead(_ text: String, _ fault: LanguageFault) {
    #expect(throws: fault) { try Lexer.statements(in: text) }
  }

  /// Whatever words a statement has, its written form is one line that gives the same words.
  @Test func readsBackWhatItWrites() throws {
    var random = SeededGenerator.announced()
    // Scalars, not characters: a mark may stand behind anything.
    let alphabet = Array(
      "ab \"'\\$#;-=\n\t\r`{}é界🙂\u{1b}\u{202e}\u{2028}\u{0}~*\u{301}\u{338}\u{200d}".unicodeScalars)
    for _ in 0..<5_000 {
      let words = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        var word = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &random) {
          word.append(alphabet.randomElement(using: &random) ?? "a")
        }
        return String(word)
      }
      let statement = Statement(body: .words(words.map { Word($0) }), line: 1)
      let written = statement.written(in: Registry.all.vocabulary)
      #expect(!written.contains("\n"))
      let again = try Lexer.statements(in: "x " + written).map { $0.words.map { $0.literal ?? "$" } }
      #expect(again.joined().elementsEqual(["x"] + words) { $0.utf8.elementsEqual($1.utf8) }, "\(written)")
    }
  }

  /// No text makes the lexer fail in any other way than by a fault.
  @Test func survivesAnyText() {
    var random = SeededGenerator.announced()
    let alphabet = Array("ab'\"\\$#;{}u \n")
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a"
        })
      do { _ = try Lexer.statements(in: text) } catch { #expect(error is LanguageFault) }
    }
  }
}
