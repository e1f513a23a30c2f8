/// What questions have used, by what they were for. Sums only: the order in which answers came does not show.
package struct UsageSums: Sendable {
  package struct Line: Sendable, Equatable {
    /// Questions with an answer.
    package var answers = 0
    package var failures = 0
    /// How often a server was asked in all.
    package var tries = 0
    package var tokens = TokenCount()
    /// Tokens that tries without an answer may have used besides.
    package var unsure = 0
  }

  package struct Name: Hashable, Comparable, Sendable {
    package let channel: String
    package let model: String
    package let place: String
    package let subjects: [String]

    /// The part of the run, such as `b3` of `b3/score`.
    package var head: String { place.prefix { $0 != "/" }.description }

    package static func < (left: Name, right: Name) -> Bool {
      func key(_ name: Name) -> [String] { [name.place, name.channel, name.model] + name.subjects }
      return key(left).lexicographicallyPrecedes(key(right)) {
        Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
      }
    }
  }

  private var lines: [Name: Line] = [:]
  private var byModel: [String: Line] = [:]
  /// Parts of the run in the order in which it came to them: the probe, `e0`, `b1`, `b2`.
  package private(set) var heads: [String] = []

  package init() {}

  /// What was used at each part of the run, by model.
  package private(set) var byHead: [String: [String: Line]] = [:]

  /// In one fixed order.
  package var all: [(name: Name, line: Line)] { lines.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

  package var whole: Line {
    byModel.values.reduce(into: Line()) { sum, line in sum += line }
  }

  /// In the currency of the prices; nil where a model has none.
  package func cost(_ prices: Prices) -> Double? {
    var sum = 0.0
    for (model, line) in byModel.sorted(by: { $0.key < $1.key }) {
      guard let price = prices[model] else { return nil }
      sum += price.cost(line.tokens)
    }
    return sum
  }

  mutating func take(_ line: CassetteLine) {
    switch line {
    case .answer(let name, let topic, _, let answer):
      change(name, topic) {
        $0.answers += 1
        $0.tries += 1
        $0.tokens += answer.tokens
      }
    case .failure(let name, let topic, _): change(name, topic) { $0.failures += 1 }
    case .attempt(let name, let topic, let bound):
      change(name, topic) {
        $0.tries += 1
        $0.unsure += bound
      }
    case .outcome: break
    }
  }

  private mutating func change(
    _ name: CassetteLine.Name, _ topic: CassetteLine.Topic, _ body: (inout Line) -> Void
  ) {
    let key = Name(channel: topic.channel, model: topic.model, place: name.place, subjects: topic.subjects)
    let head = key.head
    if byHead[head] == nil { heads.append(head) }
    body(&lines[key, default: Line()])
    body(&byHead[head, default: [:]][key.model, default: Line()])
    body(&byModel[key.model, default: Line()])
  }
}

extension UsageSums.Line {
  package static func += (sum: inout UsageSums.Line, more: UsageSums.Line) {
    sum.answers += more.answers
    sum.failures += more.failures
    sum.tries += more.tries
    sum.tokens += more.tokens
    sum.unsure += more.unsure
  }
}
