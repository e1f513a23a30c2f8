/// One word of a statement: what it says, and where it stands in its source.
package struct Word: Sendable {
  package enum Piece: Sendable, Equatable {
    case text(String)
    /// `$name`, replaced when the statement runs.
    case parameter(String)
  }

  package var pieces: [Piece]
  /// Whether any part was quoted; a quoted `--limit` is a word, not a flag.
  package var isQuoted: Bool
  package var line: Int
  package var column: Int
  /// As it was typed, quotes and all: SQL has quotes of its own. Nil for a word that nobody typed.
  package var source: String?

  package init(_ text: String) {
    self.init(pieces: [.text(text)], isQuoted: false, line: 1, column: 1)
  }

  /// A word that is never read as a flag.
  package init(quoted text: String) {
    self.init(pieces: [.text(text)], isQuoted: true, line: 1, column: 1)
  }

  init(pieces: [Piece], isQuoted: Bool, line: Int, column: Int, source: String? = nil) {
    self.pieces = pieces
    self.isQuoted = isQuoted
    self.line = line
    self.column = column
    self.source = source
  }

  /// The word's text where it holds no parameter.
  package var literal: String? {
    var text = ""
    for piece in pieces {
      guard case .text(let part) = piece else { return nil }
      text += part
    }
    return text
  }

  /// With parameters as `$name`.
  var spelled: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .parameter(let name): "$\(name)"
      }
    }.joined()
  }

  package func expanded(with parameters: Parameters) throws -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .parameter(let name): text += try parameters.value(of: name).text
      }
    }
    return text
  }
}

/// Words are equal when they say the same, however they were typed.
extension Word: Equatable {
  package static func == (left: Word, right: Word) -> Bool {
    left.pieces == right.pieces && left.isQuoted == right.isQuoted && left.line == right.line
      && left.column == right.column
  }
}

/// One command line, or a note: a comment on a line of its own.
package struct Statement: Sendable, Equatable {
  package enum Body: Sendable, Equatable {
    case words([Word])
    case note(String)
  }

  package var body: Body
  package var line: Int

  package init(body: Body, line: Int) {
    self.body = body
    self.line = line
  }

  package var words: [Word] {
    guard case .words(let words) = body else { return [] }
    return words
  }

  package var verb: String? { words.first?.literal }
}
