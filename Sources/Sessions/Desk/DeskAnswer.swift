/// What a person says to a candidate: a key, or a line that begins with the key's word.
package enum DeskAnswer: Sendable, Equatable {
  case judge(DeskJudgement, because: String?)
  case skip, why, undo, refresh, help, quit
  case note(String)
}

/// An answer that is recorded as a statement of its name.
package enum DeskJudgement: String, Sendable, CaseIterable {
  case same, different, unsure
}

extension DeskAnswer {
  /// A key, its word, and what it does.
  package struct AnswerKey: Sendable {
    package let letter: Character
    package let word: String
    package let summary: String
  }

  package static let keys = [
    AnswerKey(letter: "s", word: "same", summary: "the two are one operation; S asks for a reason first"),
    AnswerKey(letter: "d", word: "different", summary: "they are not; D asks for a reason first"),
    AnswerKey(letter: "k", word: "skip", summary: "not now; the space bar does the same"),
    AnswerKey(letter: "u", word: "unsure", summary: "hard to say: kept, and not asked again in this session"),
    AnswerKey(letter: "w", word: "why", summary: "why the two are one unit or not"),
    AnswerKey(letter: "z", word: "undo", summary: "takes back the last answer and goes back to it"),
    AnswerKey(letter: "n", word: "note", summary: "keeps a remark on the two"),
    AnswerKey(
      letter: "r", word: "refresh", summary: "reckons the evidence anew, where a large log does not by itself"
    ),
    AnswerKey(letter: "q", word: "quit", summary: "leaves; so do Ctrl-D and Ctrl-C"),
    AnswerKey(letter: "?", word: "help", summary: "these lines"),
  ]

  /// The answer that a letter stands for when it is pressed by itself.
  package init?(key: Character) {
    let letter = key == " " ? "k" : key
    guard letter != "n", let known = DeskAnswer.keys.first(where: { $0.letter == letter }) else { return nil }
    self.init(word: known.word, rest: "")
  }

  /// An answer on a line: `s`, `same`, `same REASON`, `note TEXT`. Nil for what is none.
  package init?(line: String) {
    let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard let first = parts.first else { return nil }
    let known = DeskAnswer.keys.first { $0.word == first || String($0.letter) == first }
    let rest = parts.count > 1 ? String(parts[1]).trimmingSpaces : ""
    guard let known else { return nil }
    self.init(word: known.word, rest: rest)
  }

  private init?(word: String, rest: String) {
    if let judgement = DeskJudgement(rawValue: word) {
      self = .judge(judgement, because: rest.isEmpty ? nil : rest)
      return
    }
    if word == "note" {
      guard !rest.isEmpty else { return nil }
      self = .note(rest)
      return
    }
    guard rest.isEmpty, let plain = DeskAnswer.plain[word] else { return nil }
    self = plain
  }

  private static let plain: [String: DeskAnswer] = [
    "skip": .skip, "why": .why, "undo": .undo, "refresh": .refresh, "help": .help, "quit": .quit,
  ]
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}
