import Basics
import Cache
import Embedding
import Identity
import Judging
import Studies
import TraceLogs

/// Old answers for new pairs: what was ruled on two texts that are near the two at hand. They are shown, never applied.
package struct Suggestions {
  package struct Suggestion {
    package let ruling: Decision.Ruling
    /// The lesser of both sides' cosines.
    let nearness: Cosine
  }

  /// How near a text must be to a decided one.
  static let nearness = Cosine(tenThousandths: 9_500)
  private static let mostNear = 8

  private struct Pair: Hashable {
    let first: Int32
    let second: Int32
  }

  private var suggestions: [Pair: Suggestion] = [:]

  package var isEmpty: Bool { suggestions.isEmpty }
  package var count: Int { suggestions.count }

  package func of(_ candidate: Candidate) -> Suggestion? {
    suggestions[Pair(first: candidate.first, second: candidate.second)]
  }

  /// Those with a suggestion before all others.
  package func first(_ entries: OrderedQueue) -> OrderedQueue {
    if isEmpty { return entries }
    return OrderedQueue(
      entries.filter { of($0.candidate) != nil } + entries.filter { of($0.candidate) == nil })
  }

  /// Complexity: O(decided operations × operations of their key that are candidates).
  package init(_ analysis: Analysis, for candidates: [Candidate]) throws {
    let decisions = analysis.study.decisions
    guard !decisions.isEmpty, !candidates.isEmpty else { return }
    let near = try NearDecided(analysis, Set(candidates.flatMap { [$0.first, $0.second] }))
    let words = try DecidedWords(analysis)
    for candidate in candidates {
      guard let first = near.lists[candidate.first], let second = near.lists[candidate.second] else {
        continue
      }
      suggestions[Pair(first: candidate.first, second: candidate.second)] = Suggestions.best(
        first.prefix(Suggestions.mostNear), second.prefix(Suggestions.mostNear), decisions
      ) { words.part($0, $1, as: candidate) }
    }
  }

  /// What the nearest decided pair says; nothing where two as near say otherwise.
  private static func best(
    _ first: ArraySlice<NearDecided.Near>, _ second: ArraySlice<NearDecided.Near>, _ decisions: Decisions,
    areAlike: (OperationName, OperationName) -> Bool
  ) -> Suggestion? {
    var best: [Decision.Ruling: Cosine] = [:]
    for one in first {
      for other in second where one.name != other.name {
        guard let ruling = decisions.ruling(one.name, other.name) else { continue }
        // Who lies as near to the other side of what was kept apart is on neither.
        if ruling == .different,
          !isNearer(one, to: first, than: other) || !isNearer(other, to: second, than: one)
            || !areAlike(one.name, other.name)
        {
          continue
        }
        best[ruling] = max(best[ruling] ?? .zero, min(one.cosine, other.cosine))
      }
    }
    let (same, different) = (best[.same] ?? .zero, best[.different] ?? .zero)
    if same == different { return nil }
    return same > different
      ? Suggestion(ruling: .same, nearness: same) : Suggestion(ruling: .different, nearness: different)
  }

  private static func isNearer(
    _ own: NearDecided.Near, to list: ArraySlice<NearDecided.Near>, than other: NearDecided.Near
  ) -> Bool {
    own.cosine > (list.first { $0.name == other.name }?.cosine ?? .zero)
  }
}

/// What was kept apart for a number, a negation or an order says nothing on two wordings that do not differ so: cosines near 1 do
/// not tell on which side of such a pair a wording is.
private struct DecidedWords {
  private let operations: Operations
  private let reading: PairReading
  private let texts: [OperationName: DecidedText]

  init(_ analysis: Analysis) throws {
    (operations, reading) = (try analysis.operations(), try PairReading(analysis))
    texts = analysis.study.decidedTexts
  }

  func part(_ one: OperationName, _ other: OperationName, as candidate: Candidate) -> Bool {
    guard let trap = PairFeatures.trap(profile(one), profile(other)) else { return true }
    return trap
      == PairFeatures.trap(
        reading.wordProfile(of: Int(candidate.first)), reading.wordProfile(of: Int(candidate.second)))
  }

  private func profile(_ name: OperationName) -> WordProfile {
    operations.matches(name).first.map(reading.wordProfile(of:)) ?? WordProfile(texts[name]?.content ?? "")
  }
}

/// The decided operations near each of some operations, the nearest first.
private struct NearDecided {
  struct Near {
    let name: OperationName
    let cosine: Cosine
  }

  private(set) var lists: [Int32: [Near]] = [:]

  init(_ analysis: Analysis, _ wanted: Set<Int32>) throws {
    let operations = try analysis.operations()
    var present: [Int32: [(name: OperationName, operation: Int32)]] = [:]
    var absent: [OperationName] = []
    for name in analysis.study.decisions.operationNames {
      let matches = operations.matches(name)
      if matches.isEmpty { absent.append(name) }
      guard matches.count == 1 else { continue }
      present[operations.key[matches[0]], default: []].append((name, Int32(matches[0])))
    }
    try compare(wanted.sorted(), with: present, analysis)
    try compare(wanted.sorted(), withTexts: absent, analysis)
    lists = lists.mapValues { list in
      list.sorted { ($1.cosine, $0.name) < ($0.cosine, $1.name) }
    }
  }

  private mutating func add(_ name: OperationName, _ cosine: Cosine, near operation: Int32) {
    guard cosine >= Suggestions.nearness else { return }
    lists[operation, default: []].append(Near(name: name, cosine: cosine))
  }

  private mutating func compare(
    _ wanted: [Int32], with present: [Int32: [(name: OperationName, operation: Int32)]], _ analysis: Analysis
  ) throws {
    let (key, vectors) = (try analysis.operations().key, try analysis.vectors())
    let kept = try analysis.keyCosines()
    for (index, operation) in wanted.enumerated() {
      if index % 64 == 0 { try analysis.pulse.beat("remembering", index, wanted.count) }
      let isKept = kept.keeps(key[Int(operation)])
      for decided in present[key[Int(operation)], default: []] {
        let (older, younger) = (min(operation, decided.operation), max(operation, decided.operation))
        if older == younger {
          add(decided.name, Cosine(tenThousandths: 10_000), near: operation)
        } else {
          let cosine = isKept ? kept.cosine(older, younger) : vectors.cosine(Int(older), Int(younger))
          add(decided.name, cosine, near: operation)
        }
      }
    }
  }

  /// Of decisions on other logs: their texts came with a file. Vectors are made of them only in the process.
  private mutating func compare(_ wanted: [Int32], withTexts absent: [OperationName], _ analysis: Analysis)
    throws
  {
    let texts = analysis.study.decidedTexts
    let known = absent.filter { texts[$0] != nil }
    let choice = analysis.study.settings.embedder
    guard !known.isEmpty, choice.isOfThisMachine else { return }
    let embedder = try choice.make(allowsNetwork: false)
    let made = try embedder.vectors(
      of: known.map { normalized(texts[$0]?.content ?? "") }, keptIn: analysis.stages.cache,
      pulse: analysis.pulse)
    let vectors = try analysis.vectors()
    for (row, name) in known.enumerated() {
      guard let text = texts[name] else { continue }
      let decided = made.withRow(row) { Array($0) }
      for (index, operation) in try Self.ofKey(text, wanted, analysis).enumerated() {
        if index % 64 == 0 { try analysis.pulse.beat("remembering", row, known.count) }
        let pair = Vectors(
          dimension: vectors.dimension, values: vectors.withRow(Int(operation)) { Array($0) } + decided)
        add(name, pair.cosine(0, 1), near: operation)
      }
    }
  }

  private static func ofKey(_ text: DecidedText, _ wanted: [Int32], _ analysis: Analysis) throws -> [Int32] {
    let (trace, operations) = (try analysis.trace(), try analysis.operations())
    return wanted.filter { operation in
      let proposal = Int(operations.firstProposal[Int(operation)])
      return trace.proposals.type[proposal].name == text.type
        && trace.symbols[Int(trace.proposals.anchor[proposal])] == text.anchor
    }
  }
}
