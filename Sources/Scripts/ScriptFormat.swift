import Language
import Sessions

/// The one layout of a script: a statement a line in its canonical spelling, notes as they are, comments two spaces behind
/// their statement, at most one empty line between two statements, recorded results below theirs.
///
/// Formatting what is formatted changes nothing, and no statement means anything else afterwards.
package enum ScriptFormat {
  package static func formatted(_ source: String, path: String, _ vocabulary: Vocabulary) throws -> String {
    _ = try SessionFile.script(source, path: path)
    var text = ""
    for (index, piece) in try Lexer.pieces(in: source).enumerated() {
      if piece.followsBlank { text += "\n" }
      text += index == 0 ? SessionFile.heading : try line(piece, path, vocabulary)
      if let comment = piece.comment { text += "  # \(comment.trimmingEnd)" }
      text += "\n" + piece.records.map { $0.written + "\n" }.joined()
    }
    return text
  }

  private static func line(_ piece: ScriptPiece, _ path: String, _ vocabulary: Vocabulary) throws -> String {
    do {
      if case .note(let text) = piece.statement.body { return Statement.comment(text.trimmingEnd) }
      return try Call(piece.statement, in: vocabulary, parameters: nil).canonical
    } catch { throw ScriptFault(file: path, line: piece.statement.line, fault: error) }
  }
}

extension String {
  fileprivate var trimmingEnd: String { String(reversed().drop { $0.isWhitespace }.reversed()) }
}
