/// The words of a text as lower-case scalars: runs of letters, digits and marks. Ideographs and kana, which
/// are written without spaces, are words of their own.
struct Words: Sequence {
  static let boundary: UInt32 = 0x20

  let text: String

  init(in text: String) { self.text = text }

  func makeIterator() -> IndexingIterator<[[UInt32]]> {
    var words: [[UInt32]] = []
    var word: [UInt32] = []
    for scalar in text.unicodeScalars {
      switch Words.role(of: scalar) {
      case .part: Words.appendLowercase(scalar, to: &word)
      case .gap: Words.flush(&word, into: &words)
      case .unseen: break
      case .alone:
        Words.flush(&word, into: &words)
        words.append([scalar.value])
      }
    }
    Words.flush(&word, into: &words)
    return words.makeIterator()
  }

  private enum Role { case part, gap, alone, unseen }

  private static func role(of scalar: Unicode.Scalar) -> Role {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) ? .part : .gap
    }
    if scalar.properties.isIdeographic || (0x3040...0x30ff).contains(scalar.value) { return .alone }
    if scalar.properties.isEmojiPresentation { return .alone }
    // A mark by its category, but it only chooses how the scalar before it is drawn.
    if scalar.properties.isVariationSelector { return .unseen }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
      return .part
    default: return .gap
    }
  }

  private static func appendLowercase(_ scalar: Unicode.Scalar, to word: inout [UInt32]) {
    if scalar.isASCII {
      let isUpper = (0x41...0x5a).contains(scalar.value)
      word.append(isUpper ? scalar.value + 0x20 : scalar.value)
    } else {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars { word.append(lower.value) }
    }
  }

  private static func flush(_ word: inout [UInt32], into words: inout [[UInt32]]) {
    guard !word.isEmpty else { return }
    words.append(word)
    word.removeAll(keepingCapacity: true)
  }
}
