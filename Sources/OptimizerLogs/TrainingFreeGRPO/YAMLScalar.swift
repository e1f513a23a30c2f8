import Importing

/// Text values of a YAML document, for who looks for one key: plain, in quotes, or as a block (YAML 1.2.2, chapters 7 and 8).
/// Anchors, tags and flow collections are not read.
struct YAMLScalar {
  /// A quote was opened on that line and never closed.
  struct Unclosed: Error { let line: Int }

  private let lines: [Substring]

  init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The value of each `key:` that begins a line, however deep.
  func values(of key: String) throws(Unclosed) -> [String] {
    var found: [String] = []
    for (index, line) in lines.enumerated() {
      let bare = line.drop { $0 == " " || $0 == "-" }
      guard bare.hasPrefix(key + ":") else { continue }
      let rest = bare.dropFirst(key.count + 1).drop { $0 == " " }
      found.append(try value(rest, indent: line.prefix { $0 == " " }.count, at: index))
    }
    return found
  }

  private func value(_ rest: Substring, indent: Int, at index: Int) throws(Unclosed) -> String {
    switch rest.first {
    case "|": return block(after: index, indent).joined(separator: "\n")
    case ">": return YAMLScalar.folded(block(after: index, indent))
    case "\"", "'": return try quoted(rest, at: index)
    default: return YAMLScalar.folded([rest.trimmed] + deeper(after: index, indent).map(\.trimmed))
    }
  }

  private func deeper(after index: Int, _ indent: Int) -> [Substring] {
    var block = Array(
      lines[(index + 1)...].prefix { $0.trimmed.isEmpty || $0.prefix { $0 == " " }.count > indent })
    while block.last?.trimmed.isEmpty == true { block.removeLast() }
    return block
  }

  /// Without the indentation of its first line.
  private func block(after index: Int, _ indent: Int) -> [String] {
    let block = deeper(after: index, indent)
    let margin = block.first { !$0.trimmed.isEmpty }.map { $0.prefix { $0 == " " }.count } ?? 0
    return block.map { String($0.dropFirst(min(margin, $0.prefix { $0 == " " }.count))) }
  }

  /// A line end is a space; of several, all but one are line ends.
  private static func folded(_ lines: [String]) -> String {
    var (text, empty) = (lines.first ?? "", 0)
    for line in lines.dropFirst() {
      if line.isEmpty {
        empty += 1
      } else {
        text += (empty == 0 ? " " : String(repeating: "\n", count: empty)) + line
        empty = 0
      }
    }
    return text
  }

  // MARK: In quotes

  private func quoted(_ rest: Substring, at index: Int) throws(Unclosed) -> String {
    let isDouble = rest.first == "\""
    var (parts, isOpen): ([String], Bool) = ([], true)
    var (line, place) = (rest.dropFirst(), index)
    while isOpen {
      let piece = isDouble ? YAMLScalar.double(line) : YAMLScalar.single(line)
      parts.append(piece.text)
      isOpen = !piece.isClosed
      guard isOpen else { break }
      place += 1
      guard place < lines.count else { throw Unclosed(line: index + 1) }
      line = lines[place].drop { $0 == " " || $0 == "\t" }
    }
    return YAMLScalar.joined(parts)
  }

  /// `\u{0}` ends a line whose end is escaped: nothing stands between it and the next.
  private static func joined(_ parts: [String]) -> String {
    var (text, empty) = (parts.first ?? "", 0)
    for part in parts.dropFirst() {
      if part.isEmpty {
        empty += 1
        continue
      }
      if text.hasSuffix("\0") {
        text.removeLast()
      } else {
        text += empty == 0 ? " " : String(repeating: "\n", count: empty)
      }
      empty = 0
      text += part
    }
    return text
  }

  private typealias Piece = (text: String, isClosed: Bool)

  private static func single(_ line: Substring) -> Piece {
    var (text, rest) = ("", line)
    while let character = rest.popFirst() {
      if character == "'" {
        guard rest.first == "'" else { return (text, true) }
        rest.removeFirst()
      }
      text.append(character)
    }
    return (withoutTail(text), false)
  }

  private static func double(_ line: Substring) -> Piece {
    var (text, rest, kept) = ("", line, 0)
    while let character = rest.popFirst() {
      switch character {
      case "\"": return (text, true)
      case "\\":
        guard let mark = rest.popFirst() else { return (text + "\0", false) }
        text += escaped(mark, &rest)
        kept = text.count
      default: text.append(character)
      }
    }
    // Escaped spaces at the end of a line stay.
    return (String(text.prefix(kept)) + withoutTail(String(text.dropFirst(kept))), false)
  }

  private static func withoutTail(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  private static func escaped(_ mark: Character, _ rest: inout Substring) -> String {
    let lengths: [Character: Int] = ["x": 2, "u": 4, "U": 8]
    if let digits = lengths[mark] {
      let code = UInt32(rest.prefix(digits), radix: 16).flatMap { Unicode.Scalar($0) }
      rest = rest.dropFirst(digits)
      return code.map { String(Character($0)) } ?? "\u{FFFD}"
    }
    let plain: [Character: String] = ["n": "\n", "t": "\t", "r": "\r", "0": "\u{2400}", "e": "\u{241B}"]
    return plain[mark] ?? String(mark)
  }
}

/// An agent's experiences: lines `[G0]. …` of its instructions, each up to the next one.
func experiencesOfAgent(_ instructions: String) -> [ExperienceState.Entry] {
  var found: [(id: String, lines: [Substring])] = []
  for line in instructions.split(separator: "\n", omittingEmptySubsequences: false) {
    let bare = line.drop { $0 == " " }
    if bare.first == "[", let close = bare.range(ofText: "]. ") {
      let id = String(bare[bare.index(after: bare.startIndex)..<close.lowerBound])
      if ExperiencePiece.isID(id) {
        found.append((id, [bare[close.upperBound...]]))
        continue
      }
    }
    if !found.isEmpty { found[found.count - 1].lines.append(line) }
  }
  return found.map { ExperienceState.Entry(id: $0.id, content: $0.lines.joined(separator: "\n").trimmed) }
}
