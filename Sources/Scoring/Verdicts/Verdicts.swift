import Basics

/// A verdict per unit, and what it rests on: one entry per unit in every column.
public struct Verdicts: Sendable {
  public let verdict: [Verdict]
  /// How many more batches it would take at the present rate; nil for what is decided and where there is no rate.
  public let needed: [Int?]
  /// The logarithm that an e-value must reach to be certified next.
  public let threshold: Double
  let certified: CertifiedValues
  /// What each unit says by itself.
  let findings: FindingColumns
  let observations: Observations
  let terms: VerdictTerms

  /// How many e-values are certified.
  public var certifiedCount: Int { certified.count }
  /// Observations that count.
  public var n: [Int32] { findings.n }
  /// Natural logarithms of the e-values.
  public var logHelps: [Double] { findings.helps }
  public var logHarms: [Double] { findings.harms }
  /// The ends of the interval for the mean; nil without observations.
  public var low: [Double?] { findings.low }
  public var high: [Double?] { findings.high }

  /// Each unit is looked at by itself, then all e-values are weighed together: helps and harms of every unit.
  /// Complexity: O(observations + units), and O(c log c) for c e-values of at least 1/alpha.
  public init(
    _ observations: Observations, unitCount: Int, terms: VerdictTerms, workers: Workers = .one,
    pulse: Pulse = .silent
  ) throws {
    self.init(
      FindingColumns(try Verdicts.findings(observations, unitCount, terms, workers, pulse)), observations,
      terms)
  }

  /// Complexity: O(units), and O(c log c) for c e-values of at least 1/alpha.
  init(_ findings: FindingColumns, _ observations: Observations, _ terms: VerdictTerms) {
    let weighed = WeighedFindings(findings, terms.rules, margin: terms.rules.margin * terms.scale)
    let threshold = weighed.certified.threshold()
    needed = weighed.verdict.enumerated().map { unit, verdict in
      verdict == .undecided ? findings.needed(unit, threshold, batchCount: terms.batchCount) : nil
    }
    (verdict, certified, self.threshold) = (weighed.verdict, weighed.certified, threshold)
    (self.findings, self.observations, self.terms) = (findings, observations, terms)
  }

  private static func findings(
    _ observations: Observations, _ unitCount: Int, _ terms: VerdictTerms, _ workers: Workers, _ pulse: Pulse
  ) throws -> [UnitFindings] {
    let longest = (0..<unitCount).map { observations.range(of: $0).count }.max() ?? 0
    let budgets = StakeBudgets(count: longest)
    var findings: [UnitFindings] = []
    findings.reserveCapacity(unitCount)
    while findings.count < unitCount {
      try pulse.beat("judging", findings.count, unitCount)
      let units = findings.count..<piece(of: observations, from: findings.count, to: unitCount)
      let parts = workers.map { part in
        let share = workers.share(part, of: units.count)
        return share.map { $0 + units.lowerBound }.examined(
          observations, UnitExaminer(terms, budgets: budgets))
      }
      for part in parts { findings += part }
    }
    return findings
  }

  /// Where units end that have some hundred thousand observations together, so that a beat is never far.
  private static func piece(of observations: Observations, from first: Int, to last: Int) -> Int {
    let start = observations.range(of: first).lowerBound
    var end = first + 1
    while end < last, end - first < 50_000, observations.range(of: end).upperBound - start < 300_000 {
      end += 1
    }
    return end
  }
}

/// The findings of all units weighed against each other: e-values of helps and harms, of every unit, together.
package struct WeighedFindings {
  package let verdict: [Verdict]
  package let certified: CertifiedValues

  /// Complexity: O(units), and that of `CertifiedValues` for e-values of at least 1/alpha.
  package init(_ findings: FindingColumns, _ rules: VerdictRules, margin: Double) {
    let candidate = CertifiedValues.leastCandidate(alpha: rules.alpha)
    let certified = CertifiedValues(
      (findings.helps + findings.harms).filter { $0 >= candidate }, of: 2 * findings.count, alpha: rules.alpha
    )
    let least = certified.least ?? .infinity
    self.certified = certified
    verdict = findings.n.indices.map { unit in
      findings.verdict(
        unit, helps: findings.helps[unit] >= least, harms: findings.harms[unit] >= least, margin: margin)
    }
  }
}

extension [Int] {
  /// The findings of these units.
  fileprivate func examined(_ observations: Observations, _ examiner: UnitExaminer) -> [UnitFindings] {
    var examiner = examiner
    return map { unit in
      let range = observations.range(of: unit)
      return examiner.findings(observations.batch[range], observations.delta[range])
    }
  }
}

extension UnitFindings {
  /// Fading and scenes say more than that the mean is above 0, so they go first.
  func verdict(helps: Bool, harms: Bool, margin: Double) -> Verdict {
    if alarm != nil { return .fading }
    if isSceneSpecific { return .sceneSpecific }
    if helps || harms { return helps ? .stable : .harmful }
    guard let interval, -margin <= interval.low, interval.high <= margin else { return .undecided }
    return .negligible
  }
}
