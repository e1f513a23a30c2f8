import Characters
import Completing

/// Candidates laid out for the screen: with their descriptions one a row, without in columns.
///
/// ```
/// set       change a setting
/// settings  show all settings
/// ```
package struct CompletionList {
  private let candidates: [Completion]
  private let colour: Bool

  package init(_ candidates: [Completion], colour: Bool = false) {
    // Candidates may come from a log: nothing in them may reach the terminal but as text.
    self.candidates = candidates.map {
      Completion(text: visible($0.text), summary: visible($0.summary), closes: $0.closes)
    }
    self.colour = colour
  }

  /// At most `height` rows, each at most `width` columns wide; the last one counts what is left out.
  package func rows(width: Int, height: Int) -> [String] {
    let columns = candidates.contains { !$0.summary.isEmpty } ? 1 : columnCount(width)
    let perColumn = (candidates.count + columns - 1) / columns
    let height = max(2, height)
    let shownRows = perColumn > height ? height - 1 : perColumn
    let shown = candidates.prefix(shownRows * columns)
    var rows = columns == 1 ? described(shown, width: width) : arranged(shown, in: columns)
    if shown.count < candidates.count {
      rows.append(cut("… and \(candidates.count - shown.count) more", to: width))
    }
    return rows
  }

  private static let gap = 2

  private func described(_ shown: ArraySlice<Completion>, width: Int) -> [String] {
    let longest = shown.map { displayWidth($0.text) }.max() ?? 0
    // However long the words are, there is room for the beginning of a description.
    let wordColumn = min(longest, max(8, width * 2 / 3))
    return shown.map { candidate in
      let word = cut(candidate.text, to: min(wordColumn, width))
      let room = width - wordColumn - CompletionList.gap
      guard !candidate.summary.isEmpty, room > 0 else { return word }
      return padded(word, to: wordColumn + CompletionList.gap) + faint(cut(candidate.summary, to: room))
    }
  }

  private func columnCount(_ width: Int) -> Int {
    let longest = candidates.map { displayWidth($0.text) }.max() ?? 0
    return max(1, (width + CompletionList.gap) / (longest + CompletionList.gap))
  }

  /// Reads down the columns, as `ls` does.
  private func arranged(_ shown: ArraySlice<Completion>, in columns: Int) -> [String] {
    let texts = shown.map(\.text)
    let rowCount = (texts.count + columns - 1) / columns
    let width = (texts.map { displayWidth($0) }.max() ?? 0) + CompletionList.gap
    return (0..<rowCount).map { row in
      let cells = stride(from: row, to: texts.count, by: rowCount).map { texts[$0] }
      return cells.dropLast().map { padded($0, to: width) }.joined() + (cells.last ?? "")
    }
  }

  private func faint(_ text: String) -> String { colour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - displayWidth(text)))
  }

  private func cut(_ text: String, to width: Int) -> String {
    if displayWidth(text) <= width { return text }
    var shown = ""
    var used = 1
    for character in text {
      used += displayWidth(of: character)
      if used > width { break }
      shown.append(character)
    }
    return shown + "…"
  }
}
