import Characters
import Embedding
import Files

/// Whatever text comes.
extension FuzzTarget {
  private static let words = [
    "a\u{301}\u{316}", "e\u{301}", "\u{1100}\u{1161}\u{11a8}", "한", "👩‍👩‍👧", "🇩🇪", "\u{202e}", "\u{0f73}\u{0f71}",
    "\u{1b}[31m",
    "中文", "ﬁ", "\u{11a7}", "\u{fe0f}", "ß", "\u{200d}", "\u{344}", "\r\n",
  ]

  static let texts: [FuzzTarget] = [
    FuzzTarget("width", longest: 256, seeds: words, tokens: words) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let width = displayWidth(text)
      guard width >= 0, width <= 2 * text.unicodeScalars.count else {
        throw BrokenPromise("a width of \(width)")
      }
      return size(width)
    },
    FuzzTarget("visible", longest: 256, seeds: words, tokens: words) { bytes in
      let shown = visible(bytes: bytes)
      guard visible(shown).utf8.elementsEqual(shown.utf8) else {
        throw BrokenPromise("shown anew it is another text")
      }
      guard shown.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        throw BrokenPromise("a control is left")
      }
      let lines = visibleLines(shown)
      guard lines.utf8.elementsEqual(shown.utf8) else {
        throw BrokenPromise("a line of what is visible is another")
      }
      return size(shown.utf8.count) << 4 | (shown.utf8.count == bytes.count ? 0 : 1)
    },
    // The standard library compares strings by their canonical forms: an independent reader.
    FuzzTarget("nfc", longest: 256, seeds: words, tokens: words) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let composed = nfc(text)
      // These fall into marks and are none: the standard library (6.2) takes their order for another one.
      let isMistaken = text.unicodeScalars.contains { [0x0F73, 0x0F75, 0x0F81].contains($0.value) }
      guard isMistaken || composed == text else { throw BrokenPromise("the composed text is another one") }
      guard nfc(composed).utf8.elementsEqual(composed.utf8) else {
        throw BrokenPromise("composed twice it is another")
      }
      return size(composed.utf8.count) << 4 | (composed.utf8.elementsEqual(text.utf8) ? 0 : 1)
    },
    FuzzTarget("digest", longest: 1_024, seeds: ["", "a", "abc"]) { bytes in
      let digest = Digest()
      let cut = (bytes.first.map { Int($0) } ?? 0) % (bytes.count + 1)
      // Safe: both are lent for the call.
      bytes[..<cut].withUnsafeBytes { digest.update($0) }
      bytes[cut...].withUnsafeBytes { digest.update($0) }
      guard digest.finishBytes() == Digest.sha256Bytes(of: bytes) else {
        throw BrokenPromise("parts hash to another")
      }
      return size(bytes.count)
    },
    FuzzTarget(
      "wordpiece", longest: 256, seeds: words + ["Check the oven [MASK] first."], tokens: words + ["[CLS]"]
    ) {
      let tokens = pieces.tokens(of: String(decoding: $0, as: UTF8.self))
      guard (2...WordPiece.limit).contains(tokens.count),
        tokens.allSatisfy({ $0 >= 0 && $0 < pieces.vocabularySize })
      else { throw BrokenPromise("tokens that are none") }
      return size(tokens.count) << 8 | Set(tokens).count
    },
    FuzzTarget("vocabulary", longest: 2_048, seeds: [wordPieces], tokens: ["##", "[UNK]\n", "\n"]) { bytes in
      guard let pieces = WordPiece(vocabulary: bytes) else { return 0 }
      return size(pieces.tokens(of: "Check the oven first").count) << 8 | size(pieces.vocabularySize)
    },
  ]

  private static let wordPieces =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncheck\n##s\no\n##ven\n中\ne\n##e\nfirst\n.\n"

  private static let pieces: WordPiece = {
    guard let pieces = WordPiece(vocabulary: Array(wordPieces.utf8)) else {
      preconditionFailure("a vocabulary")
    }
    return pieces
  }()
}
