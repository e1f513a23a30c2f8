import Importing

extension MarkdownUnit {
  /// What of a file is one item, by what stands there: a file with a name or a description in its head is one memory; a
  /// file that is mostly list, bullets; one with several headings, sections; else all of it.
  static func fitting(_ text: String, at path: String) -> MarkdownUnit {
    if hasNamedHead(text) || path.lowercased().hasSuffix("skill.md") { return .file }
    let cut = MarkdownPieces(text, .bullet)
    let listed = cut.pieces.map(\.text.utf8.count).reduce(0, +)
    if listed > 0, listed >= cut.prose.map(\.utf8.count).reduce(0, +) { return .bullet }
    return MarkdownPieces(text, .section).pieces.count > 1 ? .section : .file
  }

  private static func hasNamedHead(_ text: String) -> Bool {
    let lines = MarkdownLine.split(text)
    let head = lines.prefix(MarkdownLine.headLength(lines))
    return head.contains { $0.hasPrefix("name:") || $0.hasPrefix("description:") }
  }
}

/// What of each file is one item, and what that leaves out.
struct MarkdownUnits {
  private let forced: MarkdownUnit?
  private var units: [String: MarkdownUnit] = [:]
  private var prose = 0
  private var example: (text: String, path: String)?

  init(_ word: String?) { forced = word.flatMap { MarkdownUnit(rawValue: $0) } }

  subscript(path: String) -> MarkdownUnit { units[path] ?? forced ?? .file }

  /// `text` is what the file last said; earlier paths of it follow.
  mutating func decide(_ path: String, _ text: String, earlier: [String] = []) {
    let unit = forced ?? MarkdownUnit.fitting(text, at: path)
    for path in [path] + earlier where units[path] == nil { units[path] = unit }
    guard unit == .bullet else { return }
    let left = MarkdownPieces(text, .bullet).prose
    prose += left.count
    if let first = left.first, example == nil { example = (first, path) }
  }

  func tell(_ account: inout ImportAccount) {
    if forced == nil {
      let counts = MarkdownUnit.allCases.map { unit in (unit, units.values.filter { $0 == unit }.count) }
      let told = counts.filter { $0.1 > 0 }.map { "\($0.0.rawValue) in \($0.1)" }
      if !told.isEmpty {
        account.ambiguous("what of a file is one item: \(told.joined(separator: ", "))", flag: "unit")
      }
    }
    account.leftOut("a paragraph outside of lists", count: prose, example: example?.text, at: example?.path)
  }
}
