/// Texts that are trusted, so that one finds those that are all but the same. A copy with one clause changed keeps the
/// beginning or the end: texts are kept by their first and by their last words.
struct NearCopies {
  /// A trusted text; the unit is -1 for an item that the log begins with.
  private struct Trusted {
    let text: String
    let runs: WordRuns
    let unit: Int
  }

  private var trusted: [Trusted] = []
  private var places: [Ending: [Int]] = [:]

  private struct Ending: Hashable {
    let isHead: Bool
    let words: [UInt64]
  }

  private static let ends = 4
  /// Texts that begin alike are many where a template made them; so many are compared.
  private static let mostCompared = 64
  private static let longestClause = 14

  mutating func add(_ text: String, unit: Int) {
    let runs = WordRuns(text)
    guard runs.words.count > NearCopies.ends else { return }
    for end in NearCopies.endings(runs) { places[end, default: []].append(trusted.count) }
    trusted.append(Trusted(text: text, runs: runs, unit: unit))
  }

  struct Found {
    let original: String
    let was: String
    let now: String
  }

  /// What this text is a changed copy of: most of its words stand in one trusted text of another unit in the same order,
  /// and one run of words is another. Complexity: O(words · texts that begin or end alike, at most 64).
  func original(of text: String, unit: Int) -> Found? {
    let runs = WordRuns(text)
    guard runs.words.count > NearCopies.ends else { return nil }
    var best: (kept: Int, found: Found)?
    for end in NearCopies.endings(runs) {
      for place in (places[end] ?? []).prefix(NearCopies.mostCompared) where trusted[place].unit != unit {
        guard let found = NearCopies.difference(trusted[place], runs), found.kept > best?.kept ?? 0 else {
          continue
        }
        best = found
      }
    }
    return best?.found
  }

  private static func difference(_ original: Trusted, _ runs: WordRuns) -> (kept: Int, found: Found)? {
    let (old, new) = (original.runs.hashes, runs.hashes)
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    let (was, now) = (head..<(old.count - tail), head..<(new.count - tail))
    guard !now.isEmpty, now.count <= longestClause, was.count <= longestClause,
      Double(head + tail) >= 0.6 * Double(old.count)
    else { return nil }
    let found = Found(
      original: original.text, was: original.runs.words[was].joined(separator: " "),
      now: runs.words[now].joined(separator: " "))
    return (head + tail, found)
  }

  private static func endings(_ runs: WordRuns) -> [Ending] {
    [
      Ending(isHead: true, words: Array(runs.hashes.prefix(ends))),
      Ending(isHead: false, words: Array(runs.hashes.suffix(ends))),
    ]
  }
}

/// Words by which a changed clause takes a safeguard away.
enum RiskyWords {
  private static let all: Set<String> = [
    "skip", "skipping", "without", "ignore", "ignoring", "disable", "disabling", "bypass", "bypassing",
    "never", "not",
    "delete", "deleting", "remove", "removing", "send", "forward", "upload", "password", "credentials",
    "token", "grant",
    "approve", "unverified", "external", "regardless", "override", "instead", "drop", "no", "avoid",
  ]

  static func stand(in clause: String) -> Bool {
    WordRuns(clause).words.contains { $0.utf8.count <= 24 && all.contains($0) }
  }
}
