import Embedding
import Foundation
import GoldenSupport
import Testing

@Suite struct WordPieceTests {
  /// 10,000 texts: sentences, edge cases, every character up to U+33480 and fuzz.
  @Test func agreesWithTheTokenizersPackage() throws {
    guard let reference = try MiniLMReference.read(), let model = try MiniLMReference.model() else { return }
    #expect(reference.texts.count == 10_000)
    var wrong: [String] = []
    for (text, expected) in zip(reference.texts, reference.tokens) {
      let seen = model.wordPiece.tokens(of: text)
      if seen != expected { wrong.append("\(text.debugDescription.prefix(300)): \(seen), not \(expected)") }
    }
    #expect(wrong.isEmpty, "\(wrong.count) differ, such as \(wrong.prefix(3).joined(separator: "\n"))")
  }

  private static let small = Array(
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##able\n##a\n##ble\nable\n.\ncafe\n漢\n##s\n".utf8)

  @Test(arguments: [
    ("unable", [5, 6]), ("UNABLE.", [5, 6, 10]), ("unables", [5, 6, 13]), ("unx", [1]), ("Café", [11]),
    ("cafe\u{301}s", [11, 13]), ("un\u{200b}able", [5, 6]), ("un\u{3000}able", [5, 9]),
    ("漢un漢", [12, 5, 12]),
    ("[MASK]un", [4, 5]), ("[mask]", [1, 1, 1]), ("", []), ("\u{0}\t\n", []),
  ])
  func cutsWords(_ text: String, _ expected: [Int32]) throws {
    let wordPiece = try #require(WordPiece(vocabulary: Self.small))
    #expect(wordPiece.tokens(of: text) == [2] + expected + [3])
  }

  @Test func stopsAtTheLimit() throws {
    let wordPiece = try #require(WordPiece(vocabulary: Self.small))
    for text in [String(repeating: "un ", count: 10_000), String(repeating: ".", count: 10_000)] {
      let tokens = wordPiece.tokens(of: text)
      #expect(tokens.count == WordPiece.limit && tokens.first == 2 && tokens.last == 3)
    }
    let exact = wordPiece.tokens(of: String(repeating: "un ", count: WordPiece.limit - 2))
    #expect(exact.count == WordPiece.limit)
  }

  @Test func aVocabularyWithoutWhatEveryTextNeedsIsNone() {
    #expect(WordPiece(vocabulary: []) == nil)
    #expect(WordPiece(vocabulary: Array("[UNK]\n[CLS]\n".utf8)) == nil)
  }

  /// Whatever the bytes of a vocabulary and a text: an answer, within the limit and within the vocabulary.
  @Test func fuzzedVocabulariesAndTexts() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let noise = (0..<Int.random(in: 0...200, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let wordPiece = try #require(WordPiece(vocabulary: Self.small + noise), "seed \(random.seed)")
      let bytes = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
      let tokens = wordPiece.tokens(of: String(decoding: bytes, as: UTF8.self))
      #expect(
        tokens.count <= WordPiece.limit && tokens.allSatisfy { $0 >= 0 && Int($0) < wordPiece.vocabularySize }
      )
    }
  }
}
