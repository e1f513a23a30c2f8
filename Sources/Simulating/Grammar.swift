import Basics

/// The texts of simulated operations: advice in five domains, each operation in many wordings.
///
/// Two wordings of one operation name the same things and mean the same; they differ in the verb, in the order of the
/// clauses and in how they begin. Two operations differ in what they name. No text comes twice. Text `i` depends on
/// `i` and the seed alone, so nothing has to be remembered.
package struct Grammar: Sendable {
  private let templates: [Template]
  /// Where each template begins to count, so that another seed speaks of other things.
  private let offsets: [Int]

  package init(seed: UInt64) {
    templates = Grammar.allTemplates
    var random = Randomness(seed: seed, purpose: Purpose.grammar)
    offsets = templates.map { random.below($0.capacity) }
  }

  /// How many wordings each operation can have.
  package static let wordingCount = 36

  package static let allAdvice = household + shopping + spreadsheets + coding + support
  package static let allTemplates = allAdvice.map(Template.init)

  /// Operation `index` in one of its wordings, counted from 0.
  package func text(of index: Int, wording: Int) -> String {
    let (turn, kind) = index.quotientAndRemainder(dividingBy: templates.count)
    let template = templates[kind]
    let (round, place) = turn.quotientAndRemainder(dividingBy: template.capacity)
    // A stride without a common divisor visits every combination once; neighbours get different ones.
    let combination = (place * Grammar.stride + offsets[kind]) % template.capacity
    // Seven has none in common with 36 either: the first wordings differ in all three ways.
    let form = (combination + 7 * wording) % Grammar.wordingCount
    return template.text(template.fillings(combination), form: form, site: round)
  }

  /// A prime above every list of words.
  private static let stride = 7_919
}

/// A piece of advice with gaps.
package struct Advice: Sendable {
  /// Three verbs that say the same.
  package let verbs: [String]
  /// Four sentences that say the same, in small letters: `{v}` is the verb, `{0}`, `{1}`, `{2}` are the gaps.
  package let frames: [String]
  /// What may stand in each gap. Two gaps with the same list never get the same word.
  package let gaps: [[String]]
}

/// An advice taken apart.
package struct Template: Sendable {
  private enum Piece: Sendable {
    case text(String), verb
    case gap(Int)
  }

  private let advice: Advice
  private let frames: [[Piece]]
  /// For each gap, an earlier one with the same list, or -1.
  private let twin: [Int]
  private let sizes: [Int]
  package let capacity: Int

  init(_ advice: Advice) {
    self.advice = advice
    frames = advice.frames.map(Template.pieces)
    let gaps = advice.gaps
    twin = gaps.indices.map { gap in gaps[..<gap].firstIndex(of: gaps[gap]) ?? -1 }
    sizes = zip(gaps, twin).map { $1 < 0 ? $0.count : $0.count - 1 }
    capacity = sizes.reduce(1, *)
  }

  private static func pieces(_ frame: String) -> [Piece] {
    frame.split(separator: "{", omittingEmptySubsequences: false).enumerated().flatMap {
      index, part -> [Piece] in
      guard index > 0, let end = part.firstIndex(of: "}") else { return [.text(String(part))] }
      let name = part[..<end]
      return [Int(name).map(Piece.gap) ?? .verb, .text(String(part[part.index(after: end)...]))]
    }
  }

  /// What stands in the gaps in one of the combinations.
  package func fillings(_ combination: Int) -> [Int] {
    var rest = combination
    var words: [Int] = []
    for gap in sizes.indices {
      var word = rest % sizes[gap]
      rest /= sizes[gap]
      if twin[gap] >= 0, word >= words[twin[gap]] { word += 1 }
      words.append(word)
    }
    return words
  }

  /// `form` says which frame, verb and opening; advice for a `site` above 0 says for which.
  func text(_ words: [Int], form: Int, site: Int) -> String {
    let frame = frames[form % frames.count]
    let verb = advice.verbs[form / frames.count % advice.verbs.count]
    let opening = Template.openings[form / (frames.count * advice.verbs.count) % Template.openings.count]
    var sentence = ""
    for piece in frame {
      switch piece {
      case .text(let text): sentence += text
      case .verb: sentence += verb
      case .gap(let gap): sentence += advice.gaps[gap][words[gap]]
      }
    }
    if site > 0 { sentence += " at site \(site)" }
    sentence += "."
    return opening.isEmpty ? Template.capitalized(sentence) : opening + sentence
  }

  private static let openings = ["", "As a rule, ", "Please remember: "]

  /// The texts are ASCII: no locale has a say in it.
  private static func capitalized(_ text: String) -> String {
    guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return text
    }
    return String(decoding: [first - 32] + text.utf8.dropFirst(), as: UTF8.self)
  }
}
