/// Texts as numbers of word pieces, as the model was taught (Wu et al. 2016, section 4.1; Devlin et al. 2019).
///
/// Characters are cleaned, ideographs set apart, what remains is decomposed, stripped of accents and brought to
/// lower case. Words end at white space; punctuation and ideographs are words of their own. A word becomes the longest
/// piece it begins with, then the longest that goes on from there; if that does not come out even, it is unknown
/// as a whole.
package struct WordPiece: Sendable {
  private let vocabulary: PieceVocabulary
  /// Names in brackets that stand for themselves, also in the middle of a text.
  private let special: [(bytes: [UInt8], number: Int32)]
  private let unknown, start, end: Int32

  /// How many tokens the model takes, with the two around a text.
  package static let limit = 256
  /// No longer word is looked up.
  private static let longestWord = 100

  /// `vocabulary` has one piece a line; nil if it lacks one that every text needs.
  package init?(vocabulary lines: [UInt8]) {
    vocabulary = PieceVocabulary(lines: lines)
    let names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map { Array($0.utf8) }
    let numbers = names.compactMap { [vocabulary] in vocabulary.number(of: $0[...], goesOn: false) }
    guard numbers.count == names.count else { return nil }
    special = Array(zip(names, numbers)).map { (bytes: $0.0, number: $0.1) }
    (unknown, start, end) = (numbers[1], numbers[2], numbers[3])
  }

  package var vocabularySize: Int { vocabulary.count }

  /// A piece by itself, as if it were a text.
  func framed(_ piece: Int32) -> [Int32] { [start, piece, end] }

  /// Complexity: O(characters), of which no more are looked at than the limit allows.
  package func tokens(of text: String) -> [Int32] {
    var tokens = [start]
    var stretch: [UInt32] = []
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.first, tokens.count < WordPiece.limit {
      if scalar == "[", let name = specialName(at: scalars) {
        append(&stretch, to: &tokens)
        tokens.append(name.number)
        scalars = scalars.dropFirst(name.bytes.count)
        continue
      }
      take(scalar.value, into: &stretch, &tokens)
      scalars.removeFirst()
    }
    append(&stretch, to: &tokens)
    return tokens.prefix(WordPiece.limit - 1) + [end]
  }

  private func specialName(at scalars: Substring.UnicodeScalarView) -> (bytes: [UInt8], number: Int32)? {
    special.first { name in scalars.starts(with: name.bytes.lazy.map { Unicode.Scalar($0) }) }
  }

  /// A stretch is what lies between white space: neither words nor the order of marks reach over it.
  private func take(_ scalar: UInt32, into stretch: inout [UInt32], _ tokens: inout [Int32]) {
    switch BertCharacters.roleInText(scalar) {
    case .removed: break
    case .letter, .punctuation: stretch.append(scalar)
    case .space: append(&stretch, to: &tokens)
    case .ideograph:
      append(&stretch, to: &tokens)
      stretch = [scalar]
      append(&stretch, to: &tokens)
    }
  }

  private func append(_ stretch: inout [UInt32], to tokens: inout [Int32]) {
    guard !stretch.isEmpty else { return }
    var word: [UInt32] = []
    for scalar in plain(stretch) {
      switch BertCharacters.roleInWord(scalar) {
      case .letter, .ideograph, .removed: word.append(scalar)
      case .space: appendPieces(of: &word, to: &tokens)
      case .punctuation:
        appendPieces(of: &word, to: &tokens)
        word = [scalar]
        appendPieces(of: &word, to: &tokens)
      }
    }
    appendPieces(of: &word, to: &tokens)
    stretch.removeAll(keepingCapacity: true)
  }

  /// Decomposed, without accents, in lower case.
  private func plain(_ stretch: [UInt32]) -> [UInt32] {
    if stretch.allSatisfy({ $0 < 0x80 }) { return stretch.map(BertCharacters.lowercase) }
    var parts: [UInt32] = []
    for scalar in stretch {
      if scalar < 0x80 {
        parts.append(scalar)
      } else {
        BertCharacters.forEachPart(of: scalar) { parts.append($0) }
      }
    }
    orderMarks(&parts)
    return parts.filter { !BertCharacters.isAccent($0) }.map(BertCharacters.lowercase)
  }

  /// Unicode's canonical ordering. Accents go, but not all marks are accents.
  private func orderMarks(_ parts: inout [UInt32]) {
    let classes = parts.map(BertCharacters.combiningClass)
    var start = 0
    while start < parts.count {
      guard classes[start] > 0 else {
        start += 1
        continue
      }
      let end = classes[start...].firstIndex(of: 0) ?? parts.count
      // By class, then by place: the order of equal marks matters, and `sort` promises nothing about it.
      let places = (start..<end).sorted { (classes[$0], $0) < (classes[$1], $1) }
      parts.replaceSubrange(start..<end, with: places.map { [parts] in parts[$0] })
      start = end
    }
  }

  private func appendPieces(of word: inout [UInt32], to tokens: inout [Int32]) {
    guard !word.isEmpty else { return }
    defer { word.removeAll(keepingCapacity: true) }
    guard word.count <= WordPiece.longestWord else { return tokens.append(unknown) }
    var rest = word.flatMap { UTF8.encode(Unicode.Scalar($0) ?? "\u{fffd}").map(Array.init) ?? [] }[...]
    let before = tokens.count
    while !rest.isEmpty {
      guard let piece = vocabulary.longestPiece(of: rest, goesOn: tokens.count > before) else {
        tokens.removeSubrange(before...)
        return tokens.append(unknown)
      }
      tokens.append(piece.number)
      rest = rest.dropFirst(piece.length)
    }
  }
}
