import Importing

/// What a run printed: `run_log.txt`. Beside `run_log.json` it alone has the texts of refused candidates and, where no
/// result was written, the scores on the validation set.
struct GEPATextLog {
  struct Accepted {
    let program: Int
    let score: Double?
    let examples: [GEPAExample]
  }

  private(set) var seedScore: Double?
  private(set) var accepted: [Accepted] = []
  /// Per iteration (from 1, as printed), the texts that were proposed, in their order.
  private(set) var proposed: [Int: [GEPAComponent]] = [:]

  private var score: Double?
  private var examples: [GEPAExample] = []

  static func looksRight(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return ["Base program full valset score", ": Selected program ", ": Proposed new text for "]
      .contains(where: text.contains) && text.contains("Iteration ")
  }

  init() {}

  init(_ text: String) {
    var open: (iteration: Int, message: String)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let next = GEPATextLog.entry(line) {
        if let open { take(open.message, open.iteration) }
        open = next
      } else {
        open?.message += "\n" + line
      }
    }
    if let open { take(open.message, open.iteration) }
  }

  /// `Iteration 3: …`, perhaps after a logger's own words.
  private static func entry(_ line: Substring) -> (iteration: Int, message: String)? {
    let mark = "Iteration "
    guard let found = line.prefix(120).range(ofText: mark) else { return nil }
    let digits = line[found.upperBound...].prefix { ("0"..."9").contains($0) }
    let rest = line[digits.endIndex...]
    guard let iteration = Int(digits), rest.hasPrefix(": ") else { return nil }
    return (iteration, String(rest.dropFirst(2)))
  }

  private mutating func take(_ message: String, _ iteration: Int) {
    if let rest = message.after("Proposed new text for "), let colon = rest.range(ofText: ": ") {
      let component = GEPAComponent(
        name: String(rest[..<colon.lowerBound]), text: rest[colon.upperBound...].trimmed)
      proposed[iteration, default: []].append(component)
    } else if let rest = message.after("Base program full valset score: ") {
      seedScore = GEPATextLog.number(rest)
    } else if let rest = message.after("Individual valset scores for new program: ") {
      examples = GEPATextLog.examples(rest)
    } else if let rest = message.after("New program candidate index: ") {
      finish(rest)
    } else if let rest = GEPATextLog.scoreMarks.lazy.compactMap({ message.after($0) }).first {
      score = GEPATextLog.number(rest)
    }
  }

  private static let scoreMarks = [
    "Val aggregate for new program: ", "Full valset score for new program: ",
    "Valset score for new program: ",
  ]

  private mutating func finish(_ rest: Substring) {
    if let program = Int(rest.trimmed) {
      accepted.append(Accepted(program: program, score: score, examples: examples))
    }
    (score, examples) = (nil, [])
  }

  private static func number(_ text: Substring) -> Double? {
    Double(text.prefix { !$0.isWhitespace && $0 != "," && $0 != "(" })
  }

  /// `{0: 1.0, 'a': 0.5}`, or a list before version 2 of the schema. What cannot be read is not there.
  private static func examples(_ text: Substring) -> [GEPAExample] {
    let inner = text.trimmed.dropFirst().dropLast()
    return inner.parts(separatedBy: ", ").enumerated().compactMap { index, part in
      guard let colon = part.lastIndex(of: ":") else {
        return Double(part).map { GEPAExample(name: "\(index)", score: $0) }
      }
      let name = part[..<colon].filter { $0 != "'" && $0 != "\"" }
      return Double(part[part.index(after: colon)...].trimmed).map { GEPAExample(name: name, score: $0) }
    }
  }
}

extension String {
  fileprivate func after(_ prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}
