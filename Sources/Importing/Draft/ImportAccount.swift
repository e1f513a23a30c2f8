/// What an import understood, and what not: said after it, so that nobody takes a part for the whole.
package struct ImportAccount: Sendable, Equatable {
  /// Something that was met more than once counts once, with its first example.
  package struct Entry: Sendable, Equatable {
    package let text: String
    package fileprivate(set) var count = 1
    package let example: String?
    /// Such as `log.jsonl:3`.
    package let place: String?
    /// The flag that decides it.
    package let flag: String?
  }

  package enum Kind: Int, Sendable, CaseIterable {
    /// Left out of the log.
    case leftOut
    /// Could be read in two ways; a flag decides.
    case ambiguous
    /// Taken for what it usually is.
    case guessed
    /// What this log cannot say, whoever reads it.
    case cannot
    case noted
  }

  private var entries: [[Entry]] = Array(repeating: [], count: Kind.allCases.count)

  package init() {}

  /// In the order in which they came.
  package subscript(kind: Kind) -> [Entry] { entries[kind.rawValue] }

  /// Something that no record of a log can hold. `text` names the kind of thing, in the singular.
  package mutating func leftOut(
    _ text: String, count: Int = 1, example: String? = nil, at place: String? = nil
  ) {
    add(.leftOut, Entry(text: text, count: count, example: example, place: place, flag: nil))
  }

  package mutating func ambiguous(_ text: String, flag: String) {
    add(.ambiguous, Entry(text: text, example: nil, place: nil, flag: flag))
  }

  package mutating func guessed(_ text: String) {
    add(.guessed, Entry(text: text, example: nil, place: nil, flag: nil))
  }

  package mutating func cannot(_ text: String) {
    add(.cannot, Entry(text: text, example: nil, place: nil, flag: nil))
  }

  package mutating func noted(_ text: String) {
    add(.noted, Entry(text: text, example: nil, place: nil, flag: nil))
  }

  private mutating func add(_ kind: Kind, _ entry: Entry) {
    guard entry.count > 0 else { return }
    let known = entries[kind.rawValue].firstIndex { $0.text == entry.text && $0.flag == entry.flag }
    if let known {
      entries[kind.rawValue][known].count += entry.count
    } else {
      entries[kind.rawValue].append(entry)
    }
  }
}
