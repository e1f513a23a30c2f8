/// The words of a text as lower-case scalars: runs of letters, digits and marks. Ideographs and kana, which
/// are written without spaces, are words of their own.
struct Words {
  static let boundary: UInt32 = 0x20

  let text: String

  init(in text: String) { self.text = text }

  /// Each word with a boundary at either end, in room that is used again.
  func forEach(_ body: (_ bounded: [UInt32]) -> Void) {
    var word = [Words.boundary]
    for scalar in text.unicodeScalars {
      switch Words.role(of: scalar) {
      case .part: Words.appendLowercase(scalar, to: &word)
      case .gap: Words.end(&word, body)
      case .unseen: break
      case .alone:
        Words.end(&word, body)
        word.append(scalar.value)
        Words.end(&word, body)
      }
    }
    Words.end(&word, body)
  }

  private static func end(_ word: inout [UInt32], _ body: (_ bounded: [UInt32]) -> Void) {
    guard word.count > 1 else { return }
    word.append(boundary)
    body(word)
    word.removeLast(word.count - 1)
  }

  private enum Role { case part, gap, alone, unseen }

  private static func role(of scalar: Unicode.Scalar) -> Role {
    if scalar.isASCII {
      return isLetter(scalar.value | 0x20) || (0x30...0x39).contains(scalar.value) ? .part : .gap
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

  private static func isLetter(_ lowercase: UInt32) -> Bool { (0x61...0x7a).contains(lowercase) }

  private static func appendLowercase(_ scalar: Unicode.Scalar, to word: inout [UInt32]) {
    if scalar.isASCII {
      let isUpper = (0x41...0x5a).contains(scalar.value)
      word.append(isUpper ? scalar.value + 0x20 : scalar.value)
    } else {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars { word.append(lower.value) }
    }
  }
}
