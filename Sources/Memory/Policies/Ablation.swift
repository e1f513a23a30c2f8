import Basics
import Identity
import Scoring
import TraceLogs

/// Policies on many planted logs of one kind of world: means over seeds, with 95% intervals.
public struct Ablation: Sendable {
  public struct Row: Sendable {
    public let kind: PolicyKind
    /// As in `PolicyFigures.Worth`.
    public let gain: Interval
    public let area: Interval
    public let harmful: Interval
    public let regret: Interval
  }

  /// Whether one policy ends with more true gain than another, seed by seed.
  public struct Difference: Sendable {
    public let first: PolicyKind
    public let second: PolicyKind
    public let gain: Interval

    public enum Finding: String, Sendable {
      case holds, reversed, open
    }

    /// `open` where the interval holds zero.
    public var finding: Finding { gain.low > 0 ? .holds : (gain.high < 0 ? .reversed : .open) }
  }

  public let rows: [Row]
  /// The order of table 6 of arXiv 2606.20475: continuous, sign, absolute, reactive.
  public let order: [Difference]
  /// The policy with the most gain against the next one, and against the method.
  public let leads: [Difference]

  /// `log` makes the planted log of a seed. Identity is the planted one, so that only policies differ. Seeds are dealt out to
  /// the workers, each of which beats `pulse`.
  public init(
    _ kinds: [PolicyKind], seeds: [UInt64], settings: Conditions, workers: Workers = .one,
    pulse: Pulse = .silent, log: @escaping @Sendable (UInt64) throws -> TraceLog
  ) throws {
    var worths: [PolicyKind: [PolicyFigures.Worth]] = [:]
    let parts = workers.map { part in
      Result {
        try stride(from: part, to: seeds.count, by: workers.count).map { place in
          let outer = Pulse { _, _, _ in try pulse.beat("planting", place, seeds.count) }
          return try comparePolicies(kinds, on: settings.field(of: try log(seeds[place])), pulse: outer)
        }
      }
    }
    let columns = try parts.map { try $0.get() }
    for place in seeds.indices {
      for figures in columns[place % workers.count][place / workers.count] {
        if let worth = figures.worth { worths[figures.kind, default: []].append(worth) }
      }
    }
    rows = PolicyKind.allCases.compactMap { kind in worths[kind].flatMap { Row(kind, $0) } }
    let printed: [PolicyKind] = [.maa, .counting, .absolute, .reactive]
    leads = Ablation.leads(rows, worths)
    order = zip(printed, printed.dropFirst()).compactMap { Ablation.difference($0, $1, worths) }
  }

  /// The yardstick is no policy.
  private static func leads(_ rows: [Row], _ worths: [PolicyKind: [PolicyFigures.Worth]]) -> [Difference] {
    let ranked = rows.filter { $0.kind != .oracle }.sorted { $0.gain.estimate > $1.gain.estimate }
    guard let best = ranked.first?.kind else { return [] }
    let others = [ranked.dropFirst().first?.kind, .maa].compactMap { $0 }.filter { $0 != best }
    var seen: Set<PolicyKind> = []
    return others.filter { seen.insert($0).inserted }.compactMap { difference(best, $0, worths) }
  }

  private static func difference(
    _ first: PolicyKind, _ second: PolicyKind, _ worths: [PolicyKind: [PolicyFigures.Worth]]
  ) -> Difference? {
    guard let left = worths[first], let right = worths[second] else { return nil }
    return Interval.mean(zip(left, right).map { $0.gain - $1.gain })
      .map { Difference(first: first, second: second, gain: $0) }
  }

  /// What all policies share.
  public struct Conditions: Sendable {
    public var rule: DeltaRule
    public var accumulator: Accumulator
    public var beta: Double
    public var rules: PoolRules

    public init(rule: DeltaRule, accumulator: Accumulator, beta: Double, rules: PoolRules) {
      (self.rule, self.accumulator, self.beta, self.rules) = (rule, accumulator, beta, rules)
    }

    package func field(of log: TraceLog) -> PolicyField {
      let (operations, partition) = log.trueUnits()
      return PolicyField(
        log: log, operations: operations, partition: partition, rule: rule, accumulator: accumulator,
        beta: beta, rules: rules)
    }
  }
}

extension Ablation.Row {
  fileprivate init?(_ kind: PolicyKind, _ worths: [PolicyFigures.Worth]) {
    func mean(_ figure: (PolicyFigures.Worth) -> Double) -> Interval? { Interval.mean(worths.map(figure)) }
    guard let gain = mean(\.gain), let area = mean(\.area), let harmful = mean({ Double($0.harmful) }),
      let regret = mean(\.regret)
    else { return nil }
    (self.kind, self.gain, self.area, self.harmful, self.regret) = (kind, gain, area, harmful, regret)
  }
}

extension TraceLog {
  /// Units as the labels have them: proposals labelled the same are one unit, one without a label is its own.
  package func trueUnits() -> (Operations, Partition) {
    var named = [String?](repeating: nil, count: proposals.count)
    for label in labels { named[Int(label.proposal)] = label.sameAs }
    var numbers: [ByteText: UInt64] = [:]
    let fingerprints = named.enumerated().map { proposal, name -> Fingerprint in
      guard let name else { return Fingerprint(words: [UInt64(proposal), 1, 0, 0]) }
      let number = numbers[ByteText(name), default: UInt64(numbers.count)]
      numbers[ByteText(name)] = number
      return Fingerprint(words: [number, 0, 0, 0])
    }
    let operations = Operations(log: self, fingerprints: fingerprints)
    let units = (0..<Int32(truncatingIfNeeded: operations.count)).map { $0 }
    return (operations, Partition(unitOf: units, founder: units, candidates: []))
  }
}
