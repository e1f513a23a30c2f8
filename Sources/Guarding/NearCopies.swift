import Basics
import TraceLogs

/// Texts that are trusted, so that one finds those that are all but the same. A copy with one clause changed keeps the
/// beginning or the end: texts are kept by their first and by their last words.
struct NearCopies {
  /// A trusted text; the unit is -1 for an item that the log begins with.
  private struct Trusted {
    let text: String
    let words: [Substring]
    let unit: Int
  }

  private var trusted: [Trusted] = []
  private var places: [[String]: [Int]] = [:]

  private static let ends = 4
  /// Texts that begin alike are many where a template made them; so many are compared.
  private static let mostCompared = 64
  private static let longestClause = 14

  mutating func add(_ text: String, unit: Int) {
    let words = NearCopies.words(text)
    guard words.count > NearCopies.ends else { return }
    for end in NearCopies.endings(words) { places[end, default: []].append(trusted.count) }
    trusted.append(Trusted(text: text, words: words, unit: unit))
  }

  struct Found {
    let original: String
    let was: String
    let now: String
  }

  /// What this text is a changed copy of: most of its words stand in one trusted text of another unit in the same order,
  /// and one run of words is another. Complexity: O(words · texts that begin or end alike, at most 64).
  func original(of text: String, unit: Int) -> Found? {
    let words = NearCopies.words(text)
    guard words.count > NearCopies.ends else { return nil }
    var best: (kept: Int, found: Found)?
    for end in NearCopies.endings(words) {
      for place in (places[end] ?? []).prefix(NearCopies.mostCompared) where trusted[place].unit != unit {
        guard let found = NearCopies.difference(trusted[place], words), found.kept > best?.kept ?? 0 else {
          continue
        }
        best = found
      }
    }
    return best?.found
  }

  private static func difference(_ original: Trusted, _ words: [Substring]) -> (kept: Int, found: Found)? {
    let old = original.words
    let head = zip(old, words).prefix { $0 == $1 }.count
    let tail = zip(old.dropFirst(head).reversed(), words.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    let (was, now) = (old[head..<(old.count - tail)], words[head..<(words.count - tail)])
    let kept = head + tail
    guard !now.isEmpty, now.count <= longestClause, was.count <= longestClause,
      Double(kept) >= 0.6 * Double(old.count)
    else { return nil }
    return (
      kept, Found(original: original.text, was: was.joined(separator: " "), now: now.joined(separator: " "))
    )
  }

  private static func endings(_ words: [Substring]) -> [[String]] {
    [["^"] + words.prefix(ends).map(String.init), ["$"] + words.suffix(ends).map(String.init)]
  }

  private static func words(_ text: String) -> [Substring] {
    Substring(text.lowercased()).split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-") }
  }
}

/// Words by which a changed clause takes a safeguard away.
enum RiskyWords {
  private static let all: Set<Substring> = [
    "skip", "skipping", "without", "ignore", "ignoring", "disable", "disabling", "bypass", "bypassing",
    "never", "not",
    "delete", "deleting", "remove", "removing", "send", "forward", "upload", "password", "credentials",
    "token", "grant",
    "approve", "unverified", "external", "regardless", "override", "instead", "drop", "no", "avoid",
  ]

  static func stand(in clause: String) -> Bool {
    clause.lowercased().split { !($0.isLetter || $0 == "'") }.contains { all.contains($0) }
  }
}
