/// One value of a YAML file that is a text, in any of the ways of writing one: plain, in quotes, or as a block. Enough for the
/// instructions of an agent; not a reader of YAML.
package struct YAMLText {
  /// The texts of all keys of that name, in order.
  package static func values(of key: String, in text: String) -> [String] {
    var values: [String] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst() {
      let bare = line.drop { $0 == " " || $0 == "-" }
      guard bare.hasPrefix(key + ":") else { continue }
      let rest = bare.dropFirst(key.count + 1).trimmed
      let indent = line.count - bare.count
      values.append(value(rest, &lines, deeperThan: indent))
    }
    return values
  }

  private static func value(_ first: String, _ lines: inout ArraySlice<Substring>, deeperThan indent: Int)
    -> String
  {
    switch first.first {
    case "|", ">": block(first, &lines, deeperThan: indent)
    case "\"": unescaped(quoted(first, "\"", &lines))
    case "'": quoted(first, "'", &lines).parts(separatedBy: "''").joined(separator: "'")
    default: ([first] + deeper(&lines, than: indent).map(\.trimmed)).joined(separator: " ").trimmed
    }
  }

  /// The lines that stand deeper, with empty ones among them.
  private static func deeper(_ lines: inout ArraySlice<Substring>, than indent: Int) -> [Substring] {
    var found: [Substring] = []
    while let line = lines.first, line.trimmed.isEmpty || line.prefix(while: { $0 == " " }).count > indent {
      found.append(line)
      lines.removeFirst()
    }
    while found.last?.trimmed.isEmpty == true { found.removeLast() }
    return found
  }

  /// `|` keeps line ends; `>` makes one line of those that follow each other.
  private static func block(_ mark: String, _ lines: inout ArraySlice<Substring>, deeperThan indent: Int)
    -> String
  {
    let found = deeper(&lines, than: indent)
    let margin = found.filter { !$0.trimmed.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    let texts = found.map { $0.dropFirst(margin) }
    return mark.hasPrefix("|") ? texts.joined(separator: "\n") : folded(texts.map { $0.trimmed })
  }

  /// A text in quotes may go over lines: a line end is a space, an empty line is a line end.
  private static func quoted(_ first: String, _ quote: Character, _ lines: inout ArraySlice<Substring>)
    -> String
  {
    var texts = [String(first.dropFirst())]
    while !ends(texts[texts.count - 1], quote), let line = lines.popFirst() { texts.append(line.trimmed) }
    texts[texts.count - 1] = upToQuote(texts[texts.count - 1], quote)
    return folded(texts)
  }

  private static func ends(_ text: String, _ quote: Character) -> Bool { upToQuote(text, quote) != text }

  private static func upToQuote(_ text: String, _ quote: Character) -> String {
    var index = text.startIndex
    while index < text.endIndex {
      if quote == "\"", text[index] == "\\" {
        index = text.index(index, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
        continue
      }
      if text[index] == quote {
        let next = text.index(after: index)
        guard quote == "'", next < text.endIndex, text[next] == quote else { return String(text[..<index]) }
        index = next
      }
      index = text.index(after: index)
    }
    return text
  }

  private static func folded(_ lines: [String]) -> String {
    if lines.count == 1 { return lines[0] }
    var result = ""
    var isOpen = false  // whether a space is due before the next text
    for line in lines {
      if line.isEmpty {
        result += "\n"
        isOpen = false
      } else {
        // A backslash at the end joins lines without a space, one at the beginning keeps the space after it.
        if isOpen, result.last != "\\" { result += " " }
        if result.last == "\\" { result.removeLast() }
        result += line
        isOpen = true
      }
    }
    return result
  }

  private static func unescaped(_ text: String) -> String {
    var (result, rest) = ("", text[...])
    while let character = rest.popFirst() {
      guard character == "\\", let mark = rest.popFirst() else {
        result.append(character)
        continue
      }
      switch mark {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "x", "u", "U": result.append(scalar(&rest, mark == "x" ? 2 : (mark == "u" ? 4 : 8)))
      default: result.append(mark)
      }
    }
    return result
  }

  private static func scalar(_ rest: inout Substring, _ count: Int) -> Character {
    let digits = rest.prefix(count)
    rest = rest.dropFirst(digits.count)
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { Character($0) } ?? "\u{FFFD}"
  }
}
