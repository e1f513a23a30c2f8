import Importing

/// A playbook as text: bullets `[shr-00005] …` or `- [ceo-00001] helpful=0 harmful=1 :: …` under headings, after an optional
/// head between `---`. The two spellings are those of ACE (arXiv 2510.04618) for AppWorld and for finance.
struct PlaybookText {
  struct Bullet: Equatable {
    var id: String
    var section: String?
    var helpful: Int?
    var harmful: Int?
    var content: String
  }

  private(set) var bullets: [Bullet] = []
  /// Names and values of the head.
  private(set) var head: [String: String] = [:]
  /// Lines that belong to nothing, with their numbers.
  private(set) var strays: [(line: Int, text: String)] = []

  private var section: String?
  /// Inside a code block no line is a heading.
  private var isInCode = false

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    takeHead(&lines)
    for (index, line) in zip(lines.indices, lines) { take(line, number: index + 1) }
  }

  /// Whether the beginning of a text holds a bullet with an id.
  static func isPlaybook(_ head: [UInt8]) -> Bool {
    String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline).contains {
      bullet(in: $0) != nil
    }
  }

  private mutating func takeHead(_ lines: inout ArraySlice<Substring>) {
    guard lines.first?.trimmed == "---",
      let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" })
    else { return }
    for line in lines[1..<end] {
      guard let colon = line.firstIndex(of: ":") else { continue }
      head[line[..<colon].trimmed] = line[line.index(after: colon)...].trimmed
    }
    lines = lines[(end + 1)...]
  }

  private mutating func take(_ line: Substring, number: Int) {
    if let bullet = PlaybookText.bullet(in: line) {
      isInCode = false
      bullets.append(bullet)
      bullets[bullets.count - 1].section = section
    } else if !isInCode, line.hasPrefix("#") {
      section = line.drop { $0 == "#" }.trimmed
      return
    } else if !line.trimmed.isEmpty || isInCode {
      takeMore(line, number)
      if line.trimmed.hasPrefix("```") { isInCode.toggle() }
    }
  }

  /// A line that goes on with the bullet above it.
  private mutating func takeMore(_ line: Substring, _ number: Int) {
    guard !bullets.isEmpty, bullets[bullets.count - 1].section == section else {
      return strays.append((number, String(line)))
    }
    bullets[bullets.count - 1].content += "\n" + line
  }

  /// `[abc-00012]` at the beginning, after an optional list mark, and a space behind it. Where counters follow, any word in
  /// brackets is an id: playbooks that other tools write have ids of their own.
  private static func bullet(in line: Substring) -> Bullet? {
    var rest = line.drop { $0 == " " }
    if rest.hasPrefix("- ") || rest.hasPrefix("* ") { rest = rest.dropFirst(2).drop { $0 == " " } }
    guard rest.hasPrefix("["), let close = rest.firstIndex(of: "]") else { return nil }
    let id = String(rest[rest.index(after: rest.startIndex)..<close])
    rest = rest[rest.index(after: close)...]
    guard rest.first == " ", isID(id) || isWord(id) && rest.trimmed.hasPrefix("helpful=") else { return nil }
    var bullet = Bullet(id: id, content: rest.trimmed)
    takeCounters(&bullet)
    return bullet
  }

  /// Letters, digits and underscores, and a number of at least three digits behind the last dash.
  private static func isID(_ id: String) -> Bool {
    guard let dash = id.lastIndex(of: "-"), dash != id.startIndex else { return false }
    let number = id[id.index(after: dash)...]
    return number.count >= 3 && number.allSatisfy(\.isNumber)
      && id[..<dash].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." }
  }

  private static func isWord(_ id: String) -> Bool {
    !id.isEmpty && !id.contains { $0.isWhitespace || $0 == "[" }
  }

  private static func takeCounters(_ bullet: inout Bullet) {
    guard let cut = bullet.content.range(ofText: "::") else { return }
    var counters: [Substring: Int] = [:]
    for word in bullet.content[..<cut.lowerBound].split(separator: " ") {
      guard let equals = word.firstIndex(of: "="), let value = Int(word[word.index(after: equals)...]) else {
        return
      }
      counters[word[..<equals]] = value
    }
    (bullet.helpful, bullet.harmful) = (counters["helpful"], counters["harmful"])
    bullet.content = bullet.content[cut.upperBound...].trimmed
  }
}
