import Answers
import Basics
import Identity
import Judging
import Studies
import Tables
import TraceLogs

/// Why two operations are, or are not, one unit: step by step, as the linkage went, and what would change it.
package struct PairExplanation {
  let analysis: Analysis
  /// The older operation.
  let first: Int
  let second: Int
  private let partition: Partition
  private let operations: Operations
  private let placements: PlacementFinder

  private struct ReasonStep {
    let name: String
    let finding: String

    init(_ name: String, _ finding: String) { (self.name, self.finding) = (name, finding) }
  }

  package init(_ analysis: Analysis, _ one: Int, _ other: Int) throws {
    self.analysis = analysis
    (first, second) = (min(one, other), max(one, other))
    partition = try analysis.units()
    operations = try analysis.operations()
    placements = PlacementFinder(
      operations, partition, try analysis.constraints(), try analysis.vectors(),
      tau: analysis.study.settings.tau)
  }

  package func answer() throws -> Answer {
    let found =
      try first == second ? [ReasonStep("units", "both are \(name(first)): one wording")] : steps()
    let width = found.map(\.name.count).max() ?? 0
    let lines = found.enumerated().map { index, step in
      // A name stands once over the steps it has.
      let label = index > 0 && found[index - 1].name == step.name ? "" : step.name
      return label + String(repeating: " ", count: width - label.count + 2) + step.finding
    }
    let table = Table(
      "why", [.text("step"), .text("finding")], rows: found.map { [.text($0.name), .text($0.finding)] })
    return Answer(lines.map(Answer.Block.said) + [.data(table)])
  }

  private func steps() throws -> [ReasonStep] {
    var steps = [units()]
    steps += try texts()
    steps += [try key(), try cosine(), try placed(first), try placed(second)]
    steps += try decisions()
    steps += [try path(), try traps()]
    steps += try model()
    steps += try changes()
    return steps
  }

  private var isOne: Bool { partition.unitOf[first] == partition.unitOf[second] }
  private var tau: Cosine { analysis.study.settings.tau }
  private var sameKey: Bool { operations.key[first] == operations.key[second] }

  private func units() -> ReasonStep {
    let names = [first, second].map { unitName(partition.unitOf[$0]) }
    return ReasonStep(
      "units", isOne ? "both are in \(names[0])" : "\(names[0]) and \(names[1]): not one unit")
  }

  private func texts() throws -> [ReasonStep] {
    try [("first", first), ("second", second)].map { label, operation in
      ReasonStep(label, "\(name(operation))  \(try analysis.content(of: operation))")
    }
  }

  private func key() throws -> ReasonStep {
    let keys = try [first, second].map { operation in
      let (trace, proposal) = (try analysis.trace(), Int(operations.firstProposal[operation]))
      let anchor = trace.symbols[Int(trace.proposals.anchor[proposal])]
      return "\(trace.proposals.type[proposal].name) \(anchor)"
    }
    return sameKey
      ? ReasonStep("key", "equal: \(keys[0])")
      : ReasonStep("key", "not equal: \(keys[0]), \(keys[1]); the linkage compares within a key only")
  }

  private func cosine() throws -> ReasonStep {
    let cosine = try analysis.vectors().cosine(first, second)
    let side = cosine >= tau ? "reaches" : "is under"
    return ReasonStep(
      "cosine", "\(shown(cosine)), which \(side) tau \(shown(tau)); the linkage compares with leaders only")
  }

  /// How one of them came to its unit.
  private func placed(_ operation: Int) throws -> ReasonStep {
    let placement = placements.placement(of: Int32(operation))
    let unit = unitName(placement.unit)
    let barred = placement.barred.map {
      "; \(described($0)) is closer than tau, but a decision keeps them apart"
    }
    let way: String
    switch placement.way {
    case .followed(let earlier): way = "followed \(name(Int(earlier))) into \(unit): ruled the same"
    case .joined(let leader):
      let cosine = try analysis.vectors().cosine(Int(leader), operation)
      way = "joined \(unit), whose leader \(name(Int(leader))) has \(shown(cosine))"
    case .founded:
      let reason = placement.barred == nil ? founding(placement.closest) : ""
      way = "founded \(unit)\(reason)"
    }
    return ReasonStep("placed", "\(name(operation)) \(way)\(barred ?? "")")
  }

  private func founding(_ closest: Close?) -> String {
    guard let closest else { return ": no wording of its key led before it" }
    return ": the closest leader of its key, \(described(closest)), is under tau"
  }

  private func described(_ close: Close) -> String {
    "\(name(Int(close.leader))) of \(unitName(partition.unitOf[Int(close.leader)])) at \(shown(close.cosine))"
  }

  private func shown(_ cosine: Cosine) -> String { fixed(cosine.value, places: 4) }

  private func name(_ operation: Int) -> String { operations.name(of: operation).description }
}

extension PairExplanation {
  private var ruling: Decision.Ruling? {
    get throws { try analysis.constraints().ruling(Int32(first), Int32(second)) }
  }

  private func chain() throws -> [Decision] {
    guard let said = try ruling else { return [] }
    return analysis.study.decisions.chain(
      operations.name(of: first), operations.name(of: second), saying: said)
  }

  private func decisions() throws -> [ReasonStep] {
    guard let said = try ruling else {
      return [ReasonStep("decisions", "none on the two, directly or over others")]
    }
    let links = try chain()
    // Names of one operation may differ in length; then the chain goes over this log, not over names.
    if links.isEmpty {
      return [ReasonStep("decisions", "ruled \(said.rawValue), over names of other lengths")]
    }
    return links.map { link in
      let reason = link.reason.map { "  because \($0)" } ?? ""
      return ReasonStep("decisions", "\(link.first) \(link.ruling.rawValue) \(link.second)\(reason)")
    }
  }

  /// From one to the other over the operations through which each came to the unit.
  private func path() throws -> ReasonStep {
    guard isOne else {
      let founders = [first, second].map { Int(partition.founder[Int(partition.unitOf[$0])]) }
      let cosine = try analysis.vectors().cosine(founders[0], founders[1])
      let names = founders.map(name).joined(separator: " and ")
      return ReasonStep("path", "none; the units were founded by \(names), whose cosine is \(shown(cosine))")
    }
    var (up, down) = (ascent(from: first), ascent(from: second))
    // They meet at the latest at the unit's founder.
    while up.count > 1, down.count > 1, up[up.count - 2] == down[down.count - 2] {
      up.removeLast()
      down.removeLast()
    }
    let way = up + down.reversed().dropFirst()
    let links = try zip(way, way.dropFirst()).map { from, to in
      "  \(shown(try analysis.vectors().cosine(from, to)))  \(name(to))"
    }
    return ReasonStep("path", name(way[0]) + links.joined())
  }

  private func ascent(from operation: Int) -> [Int] {
    var way = [operation]
    while let last = way.last, way.count <= operations.count {
      switch placements.placement(of: Int32(last)).way {
      case .followed(let next), .joined(let next): way.append(Int(next))
      case .founded: return way
      }
    }
    return way
  }

  private func traps() throws -> ReasonStep {
    let features = PairFeatures(try analysis.content(of: first), try analysis.content(of: second))
    let found = [
      features.numbersDiffer ? "numbers differ" : nil,
      features.negationsDiffer ? "one of them negates more often" : nil,
      features.isReordered ? "the same words in another order" : nil,
    ].compactMap { $0 }
    return ReasonStep(
      "traps", found.isEmpty ? "none seen: numbers, negations, order" : found.joined(separator: ", "))
  }

  /// What the answers so far make of the two: it proposes, and decides nothing.
  private func model() throws -> [ReasonStep] {
    guard let model = try analysis.answerModel() else { return [] }
    let features = try analysis.features(first, second)
    let terms = zip(PairFeatures.names, model.terms(features)).filter { abs($0.1) >= 0.005 }
      .sorted { abs($0.1) > abs($1.1) }
      .map { "\($0) \($1 < 0 ? "" : "+")\(fixed($1, places: 2))" }
    let share = fixed(model.probability(features) * 100, places: 0)
    let sum = "\(share)% same, from \(model.answers) answers"
    return [ReasonStep("model", terms.isEmpty ? sum : "\(sum): \(terms.joined(separator: ", "))")]
  }
}

extension PairExplanation {
  private func changes() throws -> [ReasonStep] {
    let said = try byTau() + byDecision()
    return said.map { ReasonStep("change", $0) }
  }

  private func byDecision() throws -> [String] {
    let pair = "\(name(first)) \(name(second))"
    guard let said = try ruling else {
      return [isOne ? "different \(pair) would part them" : "same \(pair) would join them"]
    }
    let refused = "\(said.opposite.rawValue) \(pair) is refused while the decisions above stand"
    guard let link = try chain().first else { return [refused] }
    return [refused, "undecide \(link.first) \(link.second) takes one of them back"]
  }

  private static let mostTried = 6

  /// Each tau that might is tried; what is said has been seen to do it.
  private func byTau() throws -> [String] {
    guard try ruling == nil else { return [] }
    guard sameKey else { return isOne ? [] : ["no tau would join them: their keys differ"] }
    let tried = try candidates()
    for another in tried {
      let other = try analysis.partition(at: another)
      guard (other.unitOf[first] == other.unitOf[second]) != isOne else { continue }
      let units = "units \(partition.unitCount) -> \(other.unitCount)"
      return ["set tau \(shown(another)) would \(isOne ? "part" : "join") them   \(units)"]
    }
    return ["no tau was found that alone would \(isOne ? "part" : "join") them"]
  }

  /// The cosines that stand between what is and its contrary, the nearest to tau first.
  private func candidates() throws -> [Cosine] {
    let vectors = try analysis.vectors()
    let involved = Set(ascent(from: first) + ascent(from: second)).sorted()
    let pairs = involved.flatMap { one in involved.filter { $0 > one }.map { vectors.cosine(one, $0) } }
    let step: Int32 = isOne ? 1 : 0
    let taus = Set(pairs.map { Cosine(tenThousandths: $0.tenThousandths + step) })
      .filter { (isOne ? $0 > tau : $0 < tau) && (0...10_000).contains($0.tenThousandths) }
    return Array((isOne ? taus.sorted() : taus.sorted(by: >)).prefix(PairExplanation.mostTried))
  }
}
