/// A bank that `export memory` wrote: the part of a file between two marks, or a skill that says which item it is.
struct MarkedMemory {
  private(set) var pieces: [MarkdownPiece] = []
  /// The place of a skill in its bank.
  private(set) var place: Int?

  private static let begin = "<!-- maa memory: begin -->"
  private static let end = "<!-- maa memory: end -->"

  /// Nil where the text has neither.
  init?(_ text: String) {
    guard text.utf8.starts(with: "---".utf8) || MarkedMemory.holdsMark(text) else { return nil }
    let lines = MarkdownLine.split(text)
    if let start = lines.firstIndex(where: { $0.utf8.elementsEqual(MarkedMemory.begin.utf8) }) {
      let rest = lines[(start + 1)...]
      takeBullets(rest.prefix { !$0.utf8.elementsEqual(MarkedMemory.end.utf8) })
    } else if !takeSkill(lines) {
      return nil
    }
  }

  /// Whether a line begins with the mark, found by bytes: almost no text has one.
  private static func holdsMark(_ text: String) -> Bool {
    var rest = text.utf8[...]
    while let place = rest.firstIndex(of: UInt8(ascii: "<")) {
      if rest[place...].starts(with: begin.utf8) { return true }
      rest = rest[rest.index(after: place)...]
    }
    return false
  }

  // MARK: Bullets

  private mutating func takeBullets(_ lines: ArraySlice<Substring>) {
    var (id, body) = (String?.none, [String]())
    func flush(_ pieces: inout [MarkdownPiece]) {
      guard let id else { return }
      let text = MarkdownPieces.trimmed(body.joined(separator: "\n")).replacing("<!- -", with: "<!--")
      if !text.isEmpty { pieces.append(MarkdownPiece(text: text, key: id, id: id)) }
    }
    for line in lines {
      if let (next, rest) = MarkedMemory.bullet(line) {
        flush(&pieces)
        (id, body) = (next, [rest])
      } else {
        body.append(line.hasPrefix("  ") ? String(line.dropFirst(2)) : String(line))
      }
    }
    flush(&pieces)
  }

  /// ``- **`id`** text``
  private static func bullet(_ line: Substring) -> (id: String, text: String)? {
    let opening = "- **`"
    guard line.hasPrefix(opening) else { return nil }
    let rest = line.dropFirst(opening.count)
    guard let end = rest.firstIndex(of: "`"), rest[end...].hasPrefix("`**"), end != rest.startIndex else {
      return nil
    }
    return (String(rest[..<end]), String(rest[end...].dropFirst(3).drop { $0 == " " }))
  }

  // MARK: Skills

  private mutating func takeSkill(_ lines: [Substring]) -> Bool {
    let head = lines.prefix(MarkdownLine.headLength(lines))
    func value(_ name: String) -> String? {
      head.first { $0.hasPrefix(name) }.map { $0.dropFirst(name.count).drop { $0 == " " }.trimmedEnd }
    }
    guard let id = value("maa-item:"), !id.isEmpty else { return false }
    place = value("maa-place:").flatMap { Int($0) }
    let text = MarkdownPieces.trimmed(lines[head.count...].joined(separator: "\n"))
    if !text.isEmpty { pieces = [MarkdownPiece(text: text, key: "", id: id)] }
    return true
  }
}
