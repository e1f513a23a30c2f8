import Notebook

/// Where the cursor stands in the statement that is being typed.
struct CompletionPlace {
  /// Whole words of the statement before the cursor.
  let words: [String]
  /// The word under the cursor up to it, as typed and as meant.
  let typed: String
  let prefix: String

  init(_ text: String) {
    var words: [String] = []
    var typed = ""
    var prefix = ""
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        isEscaped = false
      } else if let open = quote {
        if character == open { quote = nil }
        if character != open { prefix.append(character) }
        typed.append(character)
        continue
      } else if character == " " || character == "\t" {
        if !typed.isEmpty { words.append(prefix) }
        (typed, prefix) = ("", "")
        continue
      } else if character == ";" || character == "\n" {
        (words, typed, prefix) = ([], "", "")
        continue
      } else if character == "'" || character == "\"" {
        quote = character
        typed.append(character)
        continue
      } else if character == "\\" {
        isEscaped = true
        typed.append(character)
        continue
      }
      typed.append(character)
      prefix.append(character)
    }
    (self.words, self.typed, self.prefix) = (words, typed, prefix)
  }

  /// What the flag before the cursor wants, if it wants a value.
  func flagValue(_ manual: Manual) -> ValueKind? {
    guard words.count > 1, let last = words.last, last.hasPrefix("--") else { return nil }
    return manual.allFlags.first { "--\($0.name)" == last }?.value
  }

  /// Which positional word the cursor stands in.
  func positional(_ manual: Manual) -> ValueKind? {
    var index = 0
    var skipsValue = false
    for word in words.dropFirst() {
      if skipsValue {
        skipsValue = false
      } else if word.hasPrefix("--") {
        skipsValue = manual.allFlags.first { "--\($0.name)" == word }?.value != nil
      } else {
        index += 1
      }
    }
    if index < manual.words.count { return manual.words[index].kind }
    return manual.words.last.flatMap { $0.repeats ? $0.kind : nil }
  }
}
