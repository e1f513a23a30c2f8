import Language

/// A script and the results that stand in it.
package struct RecordedScript: Sendable {
  package let path: String
  package let source: String
  /// Without the heading.
  package let pieces: [ScriptPiece]
  package let pins: [Pin]
  private let heading: ScriptPiece

  package init(_ source: String, path: String) throws {
    let pieces = try SessionFile.locatingFaults(in: path) { try Lexer.pieces(in: source) }
    try SessionFile.checkHeading(pieces.first?.statement, path: path)
    (self.path, self.source) = (path, source)
    heading = pieces[0]
    self.pieces = Array(pieces.dropFirst())
    pins = heading.records.compactMap(Pin.init)
  }

  package static func read(_ path: String) throws -> RecordedScript {
    try RecordedScript(try SessionFile.source(path).text, path: path)
  }

  package var statements: [Statement] { pieces.map(\.statement) }

  /// Nil where nothing is recorded.
  package var form: RecordForm? { RecordedScript.form(of: [heading]) }

  static func form(of pieces: [ScriptPiece]) -> RecordForm? {
    pieces.first?.records.compactMap(Pin.init).lazy.compactMap { pin in
      if case .results(let form) = pin { form } else { nil }
    }.first
  }

  /// The script with other pins and results; all else stays as it was typed.
  package func text(pins: [Pin], results: [[RecordedLine]]) -> String {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let typed = ScriptLines(lines, records: Set(([heading] + pieces).flatMap { $0.records.map(\.line) }))
    var text = typed.text(from: 1, to: heading.lastLine) + pins.map { $0.line.written + "\n" }.joined()
    var next = heading.lastLine + 1
    for (piece, result) in zip(pieces, results) {
      text += typed.text(from: next, to: piece.lastLine) + result.map { $0.written + "\n" }.joined()
      next = max(next, piece.lastLine + 1)
    }
    return text + typed.text(from: next, to: lines.count).trimmingEmptyEnd
  }

  /// Statements that share a line have no room for results between them.
  package var sharesLines: Bool {
    zip([heading] + pieces, pieces).contains { $0.lastLine >= $1.statement.line }
  }
}

/// The lines of a script as they were typed.
private struct ScriptLines {
  private let lines: [String]
  private let records: Set<Int>

  init(_ lines: [String], records: Set<Int>) { (self.lines, self.records) = (lines, records) }

  /// From the first line, which is 1, to the last, without what is recorded.
  func text(from first: Int, to last: Int) -> String {
    guard first <= last else { return "" }
    return (first...last).filter { !records.contains($0) && $0 <= lines.count }
      .map { lines[$0 - 1] + "\n" }.joined()
  }
}

extension String {
  /// A text ends with its last line.
  fileprivate var trimmingEmptyEnd: String { allSatisfy(\.isNewline) ? "" : self }
}
