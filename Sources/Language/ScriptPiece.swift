/// A comment that says what a statement showed when the script was recorded, or what it was recorded with. It is no note.
package struct RecordedLine: Sendable, Equatable {
  package enum Mark: Unicode.Scalar, Sendable {
    /// `#> `: a line that the statement above showed.
    case output = ">"
    /// `#= `: a digest of all that it showed.
    case digest = "="
    /// `#: `: what the script was recorded with.
    case pin = ":"
  }

  package let mark: Mark
  package let text: String
  package let line: Int

  package init(_ mark: Mark, _ text: String, line: Int = 0) {
    (self.mark, self.text, self.line) = (mark, text, line)
  }

  package var written: String { text.isEmpty ? "#\(mark.rawValue)" : "#\(mark.rawValue) \(text)" }
}

/// A statement of a script as it stands there: with its lines, what is said behind it, and what is recorded below it.
package struct ScriptPiece: Sendable, Equatable {
  package let statement: Statement
  package let lastLine: Int
  /// The line before it is empty.
  package let followsBlank: Bool
  /// Behind the statement, on its line.
  package internal(set) var comment: String?
  package internal(set) var records: [RecordedLine] = []

  /// The last line that belongs to it.
  var end: Int { max(lastLine, records.last?.line ?? 0) }
}

extension Lexer {
  /// Comments that are no notes, on the way to a statement.
  struct Passed {
    var remarks: [(text: String, line: Int)] = []
    var records: [RecordedLine] = []

    mutating func add(_ text: String, _ mark: RecordedLine.Mark?, line: Int) {
      guard let mark else { return remarks.append((text, line)) }
      let rest = text.unicodeScalars.dropFirst()
      let body = rest.first == " " ? rest.dropFirst() : rest
      records.append(RecordedLine(mark, String(body), line: line))
    }
  }

  /// All statements of a text with their layout.
  package static func pieces(in source: String) throws -> [ScriptPiece] {
    var lexer = Lexer(source)
    var pieces: [ScriptPiece] = []
    while let statement = try lexer.next() {
      lexer.givePassed(to: &pieces, before: statement.line)
      let isApart = statement.line - (pieces.last?.end ?? 0) > 1 && !pieces.isEmpty
      var piece = ScriptPiece(statement: statement, lastLine: lexer.lastLine, followsBlank: isApart)
      piece.comment = lexer.passed.remarks.last?.text
      lexer.passed = Passed()
      pieces.append(piece)
    }
    lexer.givePassed(to: &pieces, before: .max)
    return pieces
  }

  private mutating func givePassed(to pieces: inout [ScriptPiece], before line: Int) {
    guard let last = pieces.indices.last else { return }
    pieces[last].records += passed.records
    if let remark = passed.remarks.first(where: { $0.line < line && $0.line == pieces[last].lastLine }) {
      pieces[last].comment = remark.text
    }
    passed.records = []
    passed.remarks.removeAll { $0.line < line }
  }
}
