/// Words that speak to the reader's program instead of helping with a task: what prompt injections are made of (Greshake et
/// al. 2023, arXiv 2302.12173). An honest note may have such words, and an injection need not.
package struct InjectionPatterns {
  /// What was found, in the order of the list, and how strongly it speaks.
  package let found: [String]
  package let strength: Double

  package init(_ text: String) {
    let words = InjectionPatterns.words(text)
    var (found, weight) = ([String](), 0.0)
    func note(_ name: String, _ more: Double) {
      found.append(name)
      weight += more
    }
    for rule in InjectionPatterns.rules where rule.matches(words) { note(rule.name, rule.weight) }
    let scalars = text.unicodeScalars
    if scalars.contains(where: InjectionPatterns.isUnseen) { note("characters that nobody sees", 0.6) }
    if InjectionPatterns.holdsEncoded(text) { note("a long encoded run", 0.5) }
    for mark in InjectionPatterns.found(in: Array(text.lowercased().utf8)) {
      // Tools set comments around what they keep.
      note("the mark \(String(decoding: mark, as: UTF8.self))", mark == InjectionPatterns.comment ? 0.2 : 0.5)
    }
    self.found = found
    strength = min(1, weight)
  }

  /// A group of words of which each list must give one, in this order and within a few words of each other.
  private struct Rule {
    let name: String
    let weight: Double
    let lists: [Set<String>]
    /// So many words at most lie from one to the next.
    var reach = 6

    /// Complexity: O(words · lists).
    func matches(_ words: [String]) -> Bool {
      for start in words.indices where !words[start].isEmpty && lists[0].contains(words[start]) {
        if follows(words, from: start + 1, list: 1) { return true }
      }
      return false
    }

    private func follows(_ words: [String], from start: Int, list: Int) -> Bool {
      guard list < lists.count else { return true }
      let end = min(words.count, start + reach)
      guard let place = (start..<max(start, end)).first(where: { lists[list].contains(words[$0]) }) else {
        return false
      }
      return follows(words, from: place + 1, list: list + 1)
    }
  }

  private static let dropping: Set = [
    "ignore", "disregard", "forget", "override", "bypass", "overrule", "discard", "drop", "abandon",
  ]
  private static let earlier: Set = [
    "previous", "prior", "above", "earlier", "preceding", "all", "any", "other", "existing", "former",
    "system",
    "safety", "everything",
  ]
  private static let orders: Set = [
    "instructions", "instruction", "rules", "rule", "guidelines", "prompt", "prompts", "directions", "policy",
    "policies", "constraints", "guardrails", "context", "memory", "notes", "said", "told", "checks",
  ]
  private static let hiding: Set = ["not", "never", "don't", "without"]
  private static let telling: Set = [
    "mention", "mentioning", "reveal", "revealing", "disclose", "tell", "telling", "inform", "informing",
    "report",
    "reporting", "warn", "notify", "notifying",
  ]
  private static let people: Set = [
    "user", "users", "anyone", "anybody", "human", "humans", "operator", "owner", "reviewer", "reviewers",
    "customer",
    "admin",
  ]
  private static let sending: Set = [
    "send", "forward", "upload", "leak", "exfiltrate", "transmit", "copy",
  ]
  private static let secrets: Set = [
    "password", "passwords", "credentials", "credential", "token", "tokens", "secret", "secrets",
    "conversation",
    "transcript", "cookies",
  ]
  private static let roles: Set = [
    "administrator", "developer", "root", "dan", "system", "unrestricted", "jailbroken", "operator", "admin",
    "sudo",
  ]

  private static let rules: [Rule] = [
    Rule(name: "drops earlier instructions", weight: 0.7, lists: [dropping, earlier, orders]),
    Rule(name: "drops earlier instructions", weight: 0.4, lists: [dropping, orders]),
    Rule(name: "hides from people", weight: 0.6, lists: [hiding, telling, people]),
    Rule(name: "sends secrets away", weight: 0.6, lists: [sending, secrets], reach: 4),
    Rule(
      name: "gives the reader a role", weight: 0.6,
      lists: [["you"], ["are", "act", "become"], ["now", "as"], roles]),
    Rule(name: "gives the reader a role", weight: 0.5, lists: [["you"], ["are", "must"], ["now"]]),
    Rule(
      name: "gives the reader a role", weight: 0.5, lists: [["act", "behave", "respond"], ["as"], roles]),
    Rule(
      name: "speaks of the system prompt", weight: 0.5,
      lists: [["system", "hidden", "initial"], ["prompt", "prompts", "instructions"]], reach: 1),
    Rule(name: "marks an end of the prompt", weight: 0.5, lists: [["begin"], ["system"]], reach: 1),
    Rule(name: "marks an end of the prompt", weight: 0.5, lists: [["end"], ["of"], ["prompt"]], reach: 1),
    Rule(name: "from now on", weight: 0.5, lists: [["from"], ["now"], ["on"], ["you"]], reach: 2),
    Rule(
      name: "speaks in another's name", weight: 0.5,
      lists: [["as"], ["coming", "sent", "written"], ["from", "by"], roles.union(["user", "owner"])], reach: 3
    ),
    Rule(
      name: "takes precedence", weight: 0.5,
      lists: [
        ["this", "these", "following", "new"], ["instruction", "instructions", "rule", "rules", "message"],
        [
          "precedence", "priority", "overrides", "override", "supersedes", "supersede", "replaces", "replace",
        ],
      ]),
    Rule(
      name: "no longer apply", weight: 0.5,
      lists: [
        ["instructions", "rules", "guidelines", "told", "policies", "notes"], ["no"], ["longer"],
        ["apply", "applies", "valid", "counts", "count", "matter", "hold"],
      ]),
    Rule(
      name: "always obeys", weight: 0.5,
      lists: [
        ["always"], ["approve", "obey", "comply", "accept", "agree", "grant"],
        [
          "request", "requests", "it", "anything",
          "everything", "without", "order", "orders",
        ],
      ]),
    Rule(
      name: "runs what it is given", weight: 0.5,
      lists: [
        ["execute", "run", "eval"], ["following", "this", "below"],
        ["command", "commands", "code", "script", "payload"],
      ]),
    Rule(
      name: "answers as told", weight: 0.4,
      lists: [["reply", "respond", "answer"], ["only", "exactly", "verbatim"], ["with"]], reach: 2),
  ]

  /// They begin with one of the bytes of `<[#`.
  private static let marks: [[UInt8]] =
    [
      "<|im_start|>", "<|system|>", "[system]", "[/inst]", "[inst]", "### instruction", "### system",
      "<system>",
      "</system>",
    ].map { Array($0.utf8) } + [comment]
  private static let comment = Array("<!--".utf8)

  /// Longer ones are none of ours, and to compare them could take long. Nor are words of other letters, which only keep their places.
  private static func words(_ text: String) -> [String] {
    WordRuns(text).words.filter { $0.utf8.count <= 24 }.map { word in
      if isPlain(word) { return word }
      guard word.unicodeScalars.contains("\u{2019}") else { return "" }
      let straight = word.replacing("\u{2019}", with: "'")
      return isPlain(straight) ? straight : ""
    }
  }

  private static func isPlain(_ word: String) -> Bool { word.utf8.allSatisfy { $0 < 0x80 } }

  /// Complexity: O(bytes), and O(bytes of a mark) wherever one may begin.
  private static func found(in bytes: [UInt8]) -> [[UInt8]] {
    let starts = bytes.indices.filter { bytes[$0] == 0x3C || bytes[$0] == 0x5B || bytes[$0] == 0x23 }
    return marks.filter { mark in
      starts.contains { bytes[$0...].prefix(mark.count).elementsEqual(mark) }
    }
  }

  /// Joiners stand inside words of many scripts; these stand in none.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B, 0x2060...0x2064, 0x202A...0x202E, 0x2066...0x2069, 0xE0000...0xE007F: true
    default: false
    }
  }

  /// Forty letters and digits of both cases in a row, as base 64 has them and words have not.
  private static func holdsEncoded(_ text: String) -> Bool {
    var (length, lower, upper, digits) = (0, false, false, false)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): (length, lower) = (length + 1, true)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): (length, upper) = (length + 1, true)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): (length, digits) = (length + 1, true)
      case UInt8(ascii: "+"), UInt8(ascii: "="): length += 1
      default: (length, lower, upper, digits) = (0, false, false, false)
      }
      if length >= 40, lower, upper, digits { return true }
    }
    return false
  }
}
