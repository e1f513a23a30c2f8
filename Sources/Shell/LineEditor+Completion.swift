import Completing
import Files

extension LineEditor {
  /// Tab: one candidate is inserted; of several what they share, or else they are listed.
  func completeWord() -> KeyAnswer {
    let now = buffer
    let cursor = now.beforeCursor.reduce(0) { $0 + UTF8.width($1) }
    let answer = complete(now.text, cursor)
    guard let word = ReplacedPart(answer.replacing, in: now.text), let first = answer.candidates.first else {
      return .beep
    }
    if answer.candidates.count == 1 { return finish(word, with: first, in: now.text) }
    let shared = sharedPrefix(of: answer.candidates.map(\.text))
    if shared.utf8.count > word.text.utf8.count {
      replace(word.range, with: shared)
      return .refresh
    }
    list(answer.candidates)
    return .refresh
  }

  /// The part of the line that candidates replace; nil where the offsets are no place between characters.
  private struct ReplacedPart {
    let text: String
    /// In scalars.
    let range: Range<Int>

    init?(_ offsets: Range<Int>, in line: String) {
      guard offsets.lowerBound >= 0, offsets.upperBound <= line.utf8.count else { return nil }
      let bytes = Array(line.utf8)
      guard let before = String(validating: bytes[..<offsets.lowerBound], as: UTF8.self),
        let text = String(validating: bytes[offsets], as: UTF8.self)
      else { return nil }
      self.text = text
      let start = before.unicodeScalars.count
      range = start..<(start + text.unicodeScalars.count)
    }
  }

  private func finish(_ word: ReplacedPart, with candidate: Completion, in line: String) -> KeyAnswer {
    let isFollowedBySpace = line.unicodeScalars.dropFirst(word.range.upperBound).first == " "
    replace(word.range, with: candidate.text + (candidate.closes && !isFollowedBySpace ? " " : ""))
    if candidate.closes && isFollowedBySpace { moveCursor(by: 1) }
    return .refresh
  }

  /// libedit only knows how to print below a line of one row. So the cursor goes to the end, the line is
  /// drawn, and only then the list is printed and the line drawn again below it.
  private func list(_ candidates: [Completion]) {
    let now = buffer
    let back = now.text.unicodeScalars.count - now.cursor
    moveCursor(by: back)
    reading.afterDrawing = { [unowned self] in
      let rows = CompletionList(candidates, colour: Terminal.wantsColour()).rows(
        width: Terminal.width(), height: Terminal.height() - 2)
      write("\n" + rows.map { $0 + "\n" }.joined())
      moveCursor(by: -back)
      redraw()
    }
  }
}

/// What all of the texts begin with.
func sharedPrefix(of texts: [String]) -> String {
  guard let first = texts.first else { return "" }
  return texts.dropFirst().reduce(first) { shared, text in
    String(zip(shared, text).prefix { $0 == $1 }.map(\.0))
  }
}
