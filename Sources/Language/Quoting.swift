/// Writes words so that the parser reads the same words back, on one line whatever they hold.
package enum Quoting {
  package static func quoted(_ text: String) -> String {
    quoted(Word(text))
  }

  static func quoted(_ word: Word) -> String {
    let texts = word.pieces.map { piece -> String in
      if case .text(let text) = piece { text } else { "" }
    }
    let text = texts.joined()
    if needsNoQuotes(word, text) { return bare(word) }
    if text.unicodeScalars.contains(where: isControl) { return word.pieces.map(escaped).joined() }
    // Scalars, as the lexer has them: a quote with a combining mark is still a quote.
    let scalars = text.unicodeScalars
    if word.literal != nil, scalars.contains("\""), !scalars.contains("'") { return "'\(text)'" }
    return "\"" + word.pieces.map(insideDoubleQuotes).joined() + "\""
  }

  private static func needsNoQuotes(_ word: Word, _ text: String) -> Bool {
    if word.pieces.isEmpty || (text.isEmpty && word.literal != nil) { return false }
    if word.isQuoted && text.unicodeScalars.first == "-" { return false }
    if case .text(let first)? = word.pieces.first, first.unicodeScalars.first == "#" { return false }
    return text.unicodeScalars.allSatisfy(isPlain)
  }

  private static func bare(_ word: Word) -> String {
    var written = ""
    for (index, piece) in word.pieces.enumerated() {
      switch piece {
      case .text(let text): written += text
      case .parameter(let name): written += index == word.pieces.count - 1 ? "$\(name)" : "${\(name)}"
      }
    }
    return written
  }

  private static func insideDoubleQuotes(_ piece: Word.Piece) -> String {
    switch piece {
    case .parameter(let name): return "${\(name)}"
    case .text(let text):
      var written = ""
      for scalar in text.unicodeScalars {
        if "\"\\$`".unicodeScalars.contains(scalar) { written += "\\" }
        written.unicodeScalars.append(scalar)
      }
      return written
    }
  }

  private static func escaped(_ piece: Word.Piece) -> String {
    switch piece {
    case .parameter(let name): return "\"${\(name)}\""
    case .text(let text): return "$'" + text.unicodeScalars.map(escape).joined() + "'"
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case "'", "\\": "\\\(scalar)"
    default: isControl(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
  }

  /// What a reader of the script would not see, or see in another place.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Nothing of this means anything to the parser.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "_-./:=<>+@%,^!~*()[]{}|&?".unicodeScalars.contains(scalar)
    }
    return !isControl(scalar) && !scalar.properties.isWhitespace
  }
}

extension Word {
  /// In SQL as it was typed, as far as that is one line.
  fileprivate func written(inSQL: Bool) -> String {
    guard inSQL, let source, !source.unicodeScalars.contains(where: Quoting.isControl) else {
      return Quoting.quoted(self)
    }
    return source
  }
}

extension Statement {
  /// A note as it stands in a script.
  package static func comment(_ text: String) -> String { text.isEmpty ? "#" : "# \(text)" }

  /// One line that parses to this statement again. Where the verb takes SQL, quotes may be SQL's own.
  package func written(in vocabulary: Vocabulary) -> String {
    switch body {
    case .words(let words):
      let isSQL = (try? vocabulary.manual(of: self))?.sql != nil
      return words.map { $0.written(inSQL: isSQL) }.joined(separator: " ")
    case .note(let text): return Statement.comment(text)
    }
  }
}
