import Characters

/// ^R: searching the history as one types. (libedit's own keeps only the first 1024 characters of the line
/// one had begun, and takes no pattern beyond Latin-1.)
struct HistorySearch {
  var pattern = ""
  /// The entry on show; the number of entries when none is.
  var place: Int
  var failed = false
  /// What to go back to.
  let begun: LineEditor.Buffer

  var prompt: String { (failed ? "no match" : "search") + " ‹\(visible(pattern))› " }

  /// The nearest entry with the pattern, from `start` on in steps of `step`.
  func find(in lines: [String], from start: Int, step: Int) -> Int? {
    var place = start
    while lines.indices.contains(place) {
      if !pattern.isEmpty, lines[place].contains(pattern) { return place }
      place += step
    }
    return nil
  }
}

extension LineEditor {
  func beginSearch() -> KeyAnswer {
    reading.search = HistorySearch(place: history.lines.count, begun: buffer)
    return .refresh
  }

  /// A key pressed while searching: nil, or the key to go on with when it ends the search.
  func searching(_ key: Unicode.Scalar) -> Unicode.Scalar? {
    guard var search = reading.search else { return key }
    switch key.value {
    case 0x12: look(&search, from: search.place - 1, step: -1)
    case 0x13: look(&search, from: search.place + 1, step: 1)
    case 0x08, 0x7F:
      if !search.pattern.isEmpty { search.pattern.unicodeScalars.removeLast() }
      search.place = history.lines.count
      look(&search, from: search.place - 1, step: -1)
    case 0x07: return endSearch(showing: search.begun)
    case 0..<0x20: return endSearch(goingOnWith: key)
    default:
      search.pattern.unicodeScalars.append(key)
      look(&search, from: min(search.place, history.lines.count - 1), step: -1)
    }
    reading.search = search
    show(search)
    return nil
  }

  private func look(_ search: inout HistorySearch, from start: Int, step: Int) {
    let found = search.find(in: history.lines, from: start, step: step)
    search.failed = found == nil && !search.pattern.isEmpty
    if let found { search.place = found }
  }

  private func show(_ search: HistorySearch) {
    reading.deferred = { [unowned self] in
      guard history.lines.indices.contains(search.place) else { return .refresh }
      let line = history.lines[search.place]
      let match = line.firstRange(of: search.pattern)?.lowerBound ?? line.endIndex
      replaceLine(with: line, cursor: line.unicodeScalars.distance(from: line.startIndex, to: match))
      return .refresh
    }
  }

  private func endSearch(showing begun: Buffer) -> Unicode.Scalar? {
    reading.search = nil
    reading.deferred = { [unowned self] in
      replaceLine(with: begun.text, cursor: begun.cursor)
      return .refresh
    }
    return nil
  }

  /// Draws the line behind its own prompt before the key gets its turn.
  private func endSearch(goingOnWith key: Unicode.Scalar) -> Unicode.Scalar? {
    if let search = reading.search, history.lines.indices.contains(search.place) {
      history.stay(at: search.place, from: search.begun.text)
    }
    reading.search = nil
    reading.deferred = { .refresh }
    unread = Array(String(key).utf8) + unread
    return nil
  }
}
