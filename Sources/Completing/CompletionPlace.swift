import Language

/// Where the cursor stands in the statement that is being typed.
struct CompletionPlace {
  /// Whole words of the statement before the cursor.
  private(set) var words: [String] = []
  /// The word under the cursor up to it, as typed and as meant.
  private(set) var typed = ""
  private(set) var prefix = ""
  private var quote: Character?
  private var isEscaped = false

  /// Unlike the lexer, this reads text that is not finished: nothing is a fault.
  init(_ text: String) {
    for character in text {
      if isEscaped || quote != nil { takeQuoted(character) } else { take(character) }
    }
  }

  private mutating func takeQuoted(_ character: Character) {
    let closes = !isEscaped && character == quote
    if closes { quote = nil } else { prefix.append(character) }
    isEscaped = false
    typed.append(character)
  }

  private mutating func take(_ character: Character) {
    switch character {
    case " ", "\t": endWord()
    case ";", "\n":
      endWord()
      words = []
    case "'", "\"":
      quote = character
      typed.append(character)
    case "\\":
      isEscaped = true
      typed.append(character)
    default:
      typed.append(character)
      prefix.append(character)
    }
  }

  private mutating func endWord() {
    if !typed.isEmpty { words.append(prefix) }
    (typed, prefix) = ("", "")
  }
}

extension CompletionPlace {
  /// What the flag before the cursor wants, if it wants a value.
  func flagValue(_ manual: Manual) -> ValueKind? {
    guard words.count > 1, let last = words.last else { return nil }
    return CompletionPlace.flag(last, of: manual)?.value
  }

  /// Which positional word the cursor stands in.
  func positional(_ manual: Manual) -> ValueKind? {
    var index = 0
    var isValue = false
    for word in words.dropFirst() {
      if isValue {
        isValue = false
      } else if word.hasPrefix("--") {
        isValue = CompletionPlace.flag(word, of: manual)?.value != nil
      } else {
        index += 1
      }
    }
    if index < manual.words.count { return manual.words[index].kind }
    return manual.words.last.flatMap { $0.repeats ? $0.kind : nil }
  }

  private static func flag(_ word: String, of manual: Manual) -> Flag? {
    manual.allFlags.first { "--\($0.name)" == word }
  }
}
