/// The words of a text in small letters: runs of letters, digits, apostrophes and hyphens. Each comes with a hash of its bytes, by
/// which they are compared: strings that are compared are put in canonical order first, which takes the square of a run of
/// marks.
struct WordRuns {
  private(set) var words: [String] = []
  private(set) var hashes: [UInt64] = []

  /// Complexity: O(bytes).
  init(_ text: String) {
    var word = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if WordRuns.isOfWord(scalar) { word.append(scalar) } else if !word.isEmpty { end(&word) }
    }
    if !word.isEmpty { end(&word) }
  }

  private mutating func end(_ word: inout String.UnicodeScalarView) {
    let text = String(word)
    // FNV-1a, 64 bits.
    hashes.append(text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 })
    words.append(text)
    word = String.UnicodeScalarView()
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A, 0x27, 0x2D, 0x2019: true
    case 0..<0x80: false
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }
}
