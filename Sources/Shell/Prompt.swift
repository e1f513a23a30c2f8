import Files

/// A prompt with the changes of colour set apart, so that libedit counts columns right.
struct Prompt {
  /// Stands before and after what takes no columns.
  static let escape: Unicode.Scalar = "\u{1}"

  /// The prompt with every escape sequence between two `escape`s.
  let forLibedit: String
  /// What can be seen of it.
  let plain: String

  init(_ text: String, coloured: Bool = Terminal.wantsColour()) {
    var pieces = Prompt.pieces(of: text.unicodeScalars)
    plain = pieces.filter { !$0.isEscape }.map(\.text).joined()
    if !coloured { pieces.removeAll(where: \.isEscape) }
    forLibedit = Prompt.endingInText(pieces).map(\.marked).joined()
  }

  private struct Piece {
    var isEscape: Bool
    var text: String
    var marked: String { isEscape ? "\(escape)\(text)\(escape)" : text }
  }

  /// libedit hangs a sequence on the character after it: one at the very end would be lost, so it goes
  /// before the last character.
  private static func endingInText(_ pieces: [Piece]) -> [Piece] {
    guard let last = pieces.last, last.isEscape, let text = pieces.dropLast().last else { return pieces }
    var shown = text.text
    let final = String(shown.removeLast())
    var moved = Array(pieces.dropLast(2))
    for piece in [Piece(isEscape: false, text: shown), last, Piece(isEscape: false, text: final)] {
      append(piece, to: &moved)
    }
    return moved
  }

  /// Texts and sequences take turns, and none is empty.
  private static func append(_ piece: Piece, to pieces: inout [Piece]) {
    if piece.text.isEmpty { return }
    if pieces.last?.isEscape == piece.isEscape {
      pieces[pieces.count - 1].text += piece.text
    } else {
      pieces.append(piece)
    }
  }

  private static func pieces(of scalars: String.UnicodeScalarView) -> [Piece] {
    var pieces: [Piece] = []
    var rest = scalars[...]
    while let first = rest.first {
      let isEscape = first == "\u{1B}"
      let end = isEscape ? endOfEscape(rest) : rest.firstIndex(of: "\u{1B}") ?? rest.endIndex
      // A stray mark of ours in the text would make libedit swallow the rest.
      let text = String(String.UnicodeScalarView(rest[..<end].filter { $0 != escape }))
      append(Piece(isEscape: isEscape, text: text), to: &pieces)
      rest = rest[end...]
    }
    return pieces
  }

  /// `ESC [`, parameters, and one final letter.
  private static func endOfEscape(_ rest: Substring.UnicodeScalarView) -> String.Index {
    let final = rest.dropFirst(2).firstIndex { (0x40...0x7E).contains($0.value) }
    return final.map { rest.index(after: $0) } ?? rest.endIndex
  }
}
