/// A line of Markdown, as far as cutting needs to know it. Marks are ASCII, so bytes are looked at: a history has millions.
struct MarkdownLine {
  enum Kind: Equatable {
    case text, blank, heading, code, rule
    /// A line of a YAML head.
    case head
    /// A list marker; `content` is where the item's text begins.
    case bullet(content: Int)
  }

  let text: Substring
  let kind: Kind
  /// Columns of white space in front.
  let indent: Int

  var isBlank: Bool { kind == .blank }

  static func lines(of text: String) -> [MarkdownLine] {
    let lines = split(text)
    let head = headLength(lines)
    var fence: Fence?
    return lines.enumerated().map { number, line in
      let indent = self.indent(line.utf8)
      func made(_ kind: Kind) -> MarkdownLine { MarkdownLine(text: line, kind: kind, indent: indent) }
      if number < head { return made(.head) }
      if let open = fence {
        if open.isClosed(by: line.utf8) { fence = nil }
        return made(.code)
      }
      fence = Fence(line.utf8)
      return made(fence != nil ? .code : kind(line.utf8, indent))
    }
  }

  static func split(_ text: String) -> [Substring] {
    text.utf8.split(separator: newline, omittingEmptySubsequences: false).map { Substring($0) }
  }

  static let newline = UInt8(ascii: "\n")

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// How many lines a YAML head takes: from `---` on the first line to the next `---`.
  static func headLength(_ lines: [Substring]) -> Int {
    guard lines.first?.trimmedEnd == "---" else { return 0 }
    return lines.dropFirst().firstIndex {
      $0.utf8.count < 16 && ($0.trimmedEnd == "---" || $0.trimmedEnd == "...")
    }.map { $0 + 1 } ?? 0
  }

  private typealias Bytes = Substring.UTF8View

  private static func kind(_ line: Bytes, _ indent: Int) -> Kind {
    let rest = line.drop(while: isSpace)
    guard let first = rest.first else { return .blank }
    if indent < 4, first == UInt8(ascii: "#"), isHeading(rest) { return .heading }
    if indent < 4, isRule(rest) { return .rule }
    let marker = markerLength(rest)
    guard marker > 0 else { return .text }
    let spaces = self.indent(rest.dropFirst(marker))
    return .bullet(content: indent + marker + (spaces > 4 ? 1 : max(1, spaces)))
  }

  private static func isHeading(_ rest: Bytes) -> Bool {
    let level = rest.prefix { $0 == UInt8(ascii: "#") }.count
    guard level <= 6 else { return false }
    return rest.dropFirst(level).first.map(isSpace) ?? true
  }

  /// Three or more of one of `-`, `*`, `_`, and white space.
  private static func isRule(_ rest: Bytes) -> Bool {
    guard let mark = rest.first, "-*_".utf8.contains(mark) else { return false }
    var count = 0
    for byte in rest {
      if byte == mark { count += 1 } else if !isSpace(byte) { return false }
    }
    return count >= 3
  }

  /// `-`, `*`, `+`, or up to nine digits with `.` or `)`, before white space; 0 for none.
  private static func markerLength(_ rest: Bytes) -> Int {
    guard let first = rest.first else { return 0 }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    let isNumbered = (1...9).contains(digits) && rest.dropFirst(digits).first.map(".)".utf8.contains) == true
    let length = "-*+".utf8.contains(first) ? 1 : isNumbered ? digits + 1 : 0
    guard length > 0, let after = rest.dropFirst(length).first, isSpace(after) else { return 0 }
    return length
  }

  private static func indent(_ line: Bytes) -> Int {
    var columns = 0
    for byte in line {
      if byte == 0x20 { columns += 1 } else if byte == 0x09 { columns += 4 - columns % 4 } else { break }
    }
    return columns
  }

  /// The line without what stands before column `indent`: white space and the list marker.
  static func unindented(_ line: Substring, by indent: Int) -> String {
    var (rest, columns) = (line.utf8, 0)
    var isMarker = false
    while columns < indent, let byte = rest.first {
      if !isSpace(byte) { isMarker = isMarker || markerLength(rest) > 0 }
      guard isSpace(byte) || isMarker else { break }
      columns += byte == 0x09 ? 4 - columns % 4 : 1
      rest = rest.dropFirst()
    }
    return Substring(rest).trimmedEnd
  }
}

/// The fence of a block of code.
private struct Fence {
  private let mark: UInt8
  private let length: Int

  /// Nil where the line opens none.
  init?(_ line: Substring.UTF8View) {
    let rest = line.drop(while: MarkdownLine.isSpace)
    let grave = UInt8(ascii: "`")
    guard let mark = rest.first, mark == grave || mark == UInt8(ascii: "~") else { return nil }
    let length = rest.prefix { $0 == mark }.count
    guard length >= 3, mark != grave || !rest.dropFirst(length).contains(grave) else { return nil }
    (self.mark, self.length) = (mark, length)
  }

  func isClosed(by line: Substring.UTF8View) -> Bool {
    let rest = line.drop(while: MarkdownLine.isSpace)
    let count = rest.prefix { $0 == mark }.count
    return count >= length && rest.dropFirst(count).allSatisfy(MarkdownLine.isSpace)
  }
}

extension Substring {
  /// Without white space at its end.
  var trimmedEnd: String {
    guard let last = utf8.lastIndex(where: { !MarkdownLine.isSpace($0) }) else { return "" }
    return String(self[...last])
  }
}
