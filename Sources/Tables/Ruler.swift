/// Measures, cuts and wraps text by the columns it takes on a screen.
struct Ruler: Sendable {
  let measure: @Sendable (Character) -> Int

  func width(of text: String) -> Int {
    if text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + measure($1) }
  }

  /// The entry, cut so that it takes at most `width` columns. What was cut ends in `…`.
  func fit(_ entry: Grid.Entry, to width: Int) -> Grid.Entry {
    if entry.width <= width { return entry }
    if width < 1 { return Grid.Entry(text: "", width: 0) }
    let (kept, keptWidth) = prefix(of: entry.text[...], width: width - 1)
    return Grid.Entry(text: kept + "…", width: keptWidth + 1)
  }

  /// The text, cut so that it takes at most `width` columns.
  func cut(_ text: String, to width: Int) -> String {
    fit(Grid.Entry(text: text, width: self.width(of: text)), to: width).text
  }

  /// Lines of at most `width` columns, broken at spaces where there are any. All in one line without a width.
  func wrapped(_ text: String, to width: Int?) -> [String] {
    guard let width, self.width(of: text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if self.width(of: longer) <= width {
        line = longer
      } else {
        if !line.isEmpty { lines.append(line) }
        line = breaking(word, to: width, onto: &lines)
      }
    }
    return lines + [line]
  }

  /// Breaks a word longer than a line; what is left of it comes back.
  private func breaking(_ word: Substring, to width: Int, onto lines: inout [String]) -> String {
    var rest = word
    while self.width(of: String(rest)) > width {
      let piece = prefix(of: rest, width: width).text
      // A character wider than the whole line: no break will make it fit.
      if piece.isEmpty { return "…" }
      lines.append(piece)
      rest = rest.dropFirst(piece.count)
    }
    return String(rest)
  }

  private func prefix(of text: Substring, width: Int) -> (text: String, width: Int) {
    var (end, used) = (text.startIndex, 0)
    while end < text.endIndex {
      let next = measure(text[end])
      if used + next > width { break }
      used += next
      end = text.index(after: end)
    }
    return (String(text[..<end]), used)
  }
}
