import Basics

/// What of a Markdown file is one item.
enum MarkdownUnit: String, CaseIterable, Sendable { case bullet, section, file }

/// One item of a Markdown file as it stands.
struct MarkdownPiece: Sendable, Equatable {
  var text: String
  /// What tells it apart however its text changes: a section's heading, or that it is the whole file.
  var key: String?
  /// The item that it is, by a bank that was written here.
  var id: String?
  /// Counters that an ACE playbook keeps in front of a bullet.
  var helpful = 0
  var harmful = 0
}

/// Cuts a Markdown text into items.
///
/// Bullets are list items of the outermost list, with what is indented below them; sections are headings with the text
/// up to the next one. Marks within fenced code are none (spec.commonmark.org, 4.2 ATX headings, 4.5 fenced code, 5.2
/// list items), nor is a YAML head.
struct MarkdownPieces {
  private(set) var pieces: [MarkdownPiece] = []
  /// Texts that no bullet holds; headings are none.
  private(set) var prose: [String] = []

  init(_ text: String, _ unit: MarkdownUnit) {
    if let marked = MarkedMemory(text) {
      pieces = marked.pieces
      return
    }
    switch unit {
    case .file:
      let whole = MarkdownPieces.trimmed(text)
      if !whole.isEmpty { pieces = [MarkdownPiece(text: whole, key: "")] }
    case .section: cutSections(MarkdownLine.lines(of: text))
    case .bullet: cutBullets(MarkdownLine.lines(of: text))
    }
  }

  /// Without blank lines around it, and white space at its end.
  static func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !MarkdownLine.isSpace($0) }) else { return "" }
    let start =
      bytes[..<first].lastIndex(of: MarkdownLine.newline).map { bytes.index(after: $0) } ?? bytes.startIndex
    return Substring(bytes[start...]).trimmedEnd
  }

  // MARK: Sections

  private mutating func cutSections(_ lines: [MarkdownLine]) {
    var (key, body) = ("", [MarkdownLine]())
    var seen: [String: Int] = [:]
    func flush(_ pieces: inout [MarkdownPiece]) {
      let hasText = body.contains { $0.kind != .heading && !$0.isBlank }
      guard hasText else { return }
      let text = MarkdownPieces.trimmed(body.map { String($0.text) }.joined(separator: "\n"))
      pieces.append(MarkdownPiece(text: text, key: key))
    }
    for line in lines where line.kind != .head {
      if line.kind == .heading {
        flush(&pieces)
        let heading = foldedText(String(line.text))
        seen[heading, default: 0] += 1
        // Sections of one name are told apart by their order.
        (key, body) = ("\(heading)\n\(seen[heading, default: 1])", [])
      }
      body.append(line)
    }
    flush(&pieces)
  }

  // MARK: Bullets

  private mutating func cutBullets(_ lines: [MarkdownLine]) {
    var cutter = BulletCutter()
    for line in lines where line.kind != .head { cutter.take(line) }
    cutter.finish()
    pieces = cutter.bullets.map(PlaybookMark.piece).filter { !$0.text.isEmpty }
    prose = cutter.prose
  }
}

/// Gathers the lines of list items.
private struct BulletCutter {
  private(set) var bullets: [String] = []
  private(set) var prose: [String] = []
  private var bullet: [String] = []
  private var paragraph: [String] = []
  /// Where the text of the open bullet begins; what is indented as far belongs to it.
  private var indent = 0
  private var isAfterBlank = false

  mutating func take(_ line: MarkdownLine) {
    if line.isBlank {
      isAfterBlank = true
      endParagraph()
      if !bullet.isEmpty { bullet.append("") }
      return
    }
    defer { isAfterBlank = false }
    if !bullet.isEmpty, line.indent >= indent {
      bullet.append(MarkdownLine.unindented(line.text, by: indent))
    } else if case .bullet(let content) = line.kind {
      begin(line, content)
    } else if line.kind == .heading || line.kind == .rule {
      endAll()
    } else if !bullet.isEmpty, !isAfterBlank {
      bullet.append(MarkdownLine.unindented(line.text, by: indent))
    } else {
      endBullet()
      paragraph.append(String(line.text))
    }
  }

  private mutating func begin(_ line: MarkdownLine, _ content: Int) {
    endAll()
    indent = content
    bullet = [MarkdownLine.unindented(line.text, by: content)]
  }

  private mutating func endBullet() {
    let text = MarkdownPieces.trimmed(bullet.joined(separator: "\n"))
    if !text.isEmpty { bullets.append(text) }
    bullet = []
  }

  private mutating func endParagraph() {
    if !paragraph.isEmpty { prose.append(paragraph.joined(separator: "\n")) }
    paragraph = []
  }

  private mutating func endAll() {
    endBullet()
    endParagraph()
  }

  mutating func finish() { endAll() }
}

/// The marks of an ACE playbook in front of a bullet: `[ceo-00001] helpful=0 harmful=1 :: text`.
///
/// As `- [ctx-00001] helpful=3 harmful=1 :: text` in Zhang et al. 2025, "Agentic Context Engineering" (arXiv 2510.04618),
/// and without counters, `[shr-00005] text`. Ids are renumbered and counters move without an edit, so neither is text.
enum PlaybookMark {
  static func piece(_ text: String) -> MarkdownPiece {
    guard let (_, rest) = identifier(text) else { return MarkdownPiece(text: text) }
    guard let (helpful, afterHelpful) = counter("helpful=", rest),
      let (harmful, afterHarmful) = counter("harmful=", afterHelpful), afterHarmful.hasPrefix("::")
    else { return MarkdownPiece(text: text) }
    let content = String(afterHarmful.dropFirst(2).drop(while: \.isWhitespace))
    return MarkdownPiece(text: content, helpful: helpful, harmful: harmful)
  }

  /// `[letters-digits]` at the beginning.
  private static func identifier(_ text: String) -> (Substring, Substring)? {
    guard text.first == "[", let end = text.firstIndex(of: "]") else { return nil }
    let id = text[text.index(after: text.startIndex)..<end]
    guard let dash = id.lastIndex(of: "-"), dash != id.startIndex,
      id[id.index(after: dash)...].allSatisfy(\.isNumber), id.last != "-"
    else { return nil }
    return (id, text[text.index(after: end)...].drop(while: \.isWhitespace))
  }

  private static func counter(_ name: String, _ text: Substring) -> (Int, Substring)? {
    guard text.hasPrefix(name) else { return nil }
    let rest = text.dropFirst(name.count)
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits) else { return nil }
    return (count, rest.dropFirst(digits.count).drop(while: \.isWhitespace))
  }
}
