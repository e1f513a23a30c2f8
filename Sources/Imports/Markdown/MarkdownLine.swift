/// A line of Markdown, as far as cutting needs to know it.
struct MarkdownLine {
  enum Kind: Equatable {
    case text, heading, code, rule
    /// A line of a YAML head.
    case head
    /// A list marker; `content` is where the item's text begins.
    case bullet(content: Int)
  }

  let text: Substring
  let kind: Kind
  /// Columns of white space in front.
  let indent: Int

  var isBlank: Bool { kind != .code && text.allSatisfy(\.isWhitespace) }

  static func lines(of text: String) -> [MarkdownLine] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let head = headLength(lines)
    var fence: Fence?
    return lines.enumerated().map { number, line in
      let indent = self.indent(line)
      func made(_ kind: Kind) -> MarkdownLine { MarkdownLine(text: line, kind: kind, indent: indent) }
      if number < head { return made(.head) }
      if let open = fence {
        if open.isClosed(by: line) { fence = nil }
        return made(.code)
      }
      fence = Fence(line)
      return made(fence != nil ? .code : kind(line, indent))
    }
  }

  /// How many lines a YAML head takes: from `---` on the first line to the next `---`.
  static func headLength(_ lines: [Substring]) -> Int {
    guard lines.first?.trimmedEnd == "---" else { return 0 }
    return lines.dropFirst().firstIndex { $0.trimmedEnd == "---" || $0.trimmedEnd == "..." }.map { $0 + 1 }
      ?? 0
  }

  private static func kind(_ line: Substring, _ indent: Int) -> Kind {
    let rest = line.drop(while: \.isWhitespace)
    if indent < 4, isHeading(rest) { return .heading }
    if indent < 4, isRule(rest) { return .rule }
    let marker = markerLength(rest)
    guard marker > 0 else { return .text }
    let spaces = self.indent(rest.dropFirst(marker))
    return .bullet(content: indent + marker + (spaces > 4 ? 1 : max(1, spaces)))
  }

  private static func isHeading(_ rest: Substring) -> Bool {
    let level = rest.prefix { $0 == "#" }.count
    guard (1...6).contains(level) else { return false }
    return rest.dropFirst(level).first.map(\.isWhitespace) ?? true
  }

  /// Three or more of one of `-`, `*`, `_`, and white space.
  private static func isRule(_ rest: Substring) -> Bool {
    guard let mark = rest.first, "-*_".contains(mark) else { return false }
    let marks = rest.filter { !$0.isWhitespace }
    return marks.count >= 3 && marks.allSatisfy { $0 == mark }
  }

  /// `-`, `*`, `+`, or up to nine digits with `.` or `)`, before white space; 0 for none.
  private static func markerLength(_ rest: Substring) -> Int {
    guard let first = rest.first else { return 0 }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }.count
    let isNumbered =
      (1...9).contains(digits) && rest.dropFirst(digits).first.map { $0 == "." || $0 == ")" } == true
    let length = "-*+".contains(first) ? 1 : isNumbered ? digits + 1 : 0
    guard length > 0, let after = rest.dropFirst(length).first, after.isWhitespace else { return 0 }
    return length
  }

  private static func indent(_ line: Substring) -> Int {
    var columns = 0
    for character in line {
      if character == " " {
        columns += 1
      } else if character == "\t" {
        columns += 4 - columns % 4
      } else {
        break
      }
    }
    return columns
  }

  /// The line without what stands before column `indent`: white space and the list marker.
  static func unindented(_ line: Substring, by indent: Int) -> String {
    var (rest, columns) = (line, 0)
    var isMarker = false
    while columns < indent, let character = rest.first {
      if !character.isWhitespace { isMarker = markerLength(rest) > 0 || isMarker }
      guard character.isWhitespace || isMarker else { break }
      columns += character == "\t" ? 4 - columns % 4 : 1
      rest = rest.dropFirst()
    }
    return rest.trimmedEnd
  }
}

/// The fence of a block of code.
private struct Fence {
  private let mark: Character
  private let length: Int

  /// Nil where the line opens none.
  init?(_ line: Substring) {
    let rest = line.drop(while: \.isWhitespace)
    guard let mark = rest.first, mark == "`" || mark == "~" else { return nil }
    let length = rest.prefix { $0 == mark }.count
    guard length >= 3, mark == "~" || !rest.dropFirst(length).contains("`") else { return nil }
    (self.mark, self.length) = (mark, length)
  }

  func isClosed(by line: Substring) -> Bool {
    let rest = line.drop(while: \.isWhitespace)
    let count = rest.prefix { $0 == mark }.count
    return count >= length && rest.dropFirst(count).allSatisfy(\.isWhitespace)
  }
}

extension Substring {
  /// Without white space at its end.
  var trimmedEnd: String {
    String(reversed().drop(while: \.isWhitespace).reversed())
  }
}
