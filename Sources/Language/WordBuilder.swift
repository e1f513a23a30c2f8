/// A word while it is read, piece by piece.
struct WordBuilder {
  var isQuoted = false
  private var pieces: [Word.Piece] = []
  private var text = String.UnicodeScalarView()
  private let line: Int
  private let column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  mutating func append(_ scalar: Unicode.Scalar) { text.append(scalar) }

  mutating func appendParameter(_ name: String) {
    flush()
    pieces.append(.parameter(name))
  }

  private mutating func flush() {
    if !text.isEmpty { pieces.append(.text(String(text))) }
    text = String.UnicodeScalarView()
  }

  var word: Word {
    var copy = self
    copy.flush()
    return Word(pieces: copy.pieces, isQuoted: isQuoted, line: line, column: column)
  }
}
