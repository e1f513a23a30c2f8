import Basics

/// A verdict per unit, and what it rests on: one entry per unit in every column.
public struct Verdicts: Sendable {
  public private(set) var verdict: [Verdict] = []
  /// Observations that count.
  public private(set) var n: [Int32] = []
  /// Natural logarithms of the e-values.
  public private(set) var logHelps: [Double] = []
  public private(set) var logHarms: [Double] = []
  /// The ends of the interval for the mean; nil without observations.
  public private(set) var low: [Double?] = []
  public private(set) var high: [Double?] = []
  /// How many more batches it would take at the present rate; nil for what is decided and where there is no rate.
  public private(set) var needed: [Int?] = []
  /// The logarithm that an e-value must reach to be certified next.
  public let threshold: Double
  /// How many e-values are certified.
  public let certifiedCount: Int

  /// Each unit is looked at by itself, then all e-values are weighed together: helps and harms of every unit.
  /// Complexity: O(observations + units), and O(c log c) for c e-values of at least 1/alpha.
  public init(
    _ observations: Observations, unitCount: Int, terms: VerdictTerms, workers: Workers = .one,
    pulse: Pulse = .silent
  ) throws {
    let findings = try Verdicts.findings(observations, unitCount, terms, workers, pulse)
    logHelps = findings.map(\.value.helps)
    logHarms = findings.map(\.value.harms)
    let weighed = WeighedFindings(findings, terms.rules, margin: terms.rules.margin * terms.scale)
    certifiedCount = weighed.certifiedCount
    let hypotheses = max(1, 2 * unitCount)
    threshold = naturalLogarithm(
      Double(hypotheses) / terms.rules.alpha / Double(min(hypotheses, certifiedCount + 1)))
    n = findings.map(\.n)
    low = findings.map { $0.interval?.low }
    high = findings.map { $0.interval?.high }
    verdict = weighed.verdict
    needed = findings.indices.map { unit in
      verdict[unit] == .undecided ? findings[unit].needed(threshold, batchCount: terms.batchCount) : nil
    }
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
  package private(set) var verdict: [Verdict] = []
  /// How many e-values are certified.
  let certifiedCount: Int

  /// Complexity: O(units), and O(c log c) for c e-values of at least 1/alpha.
  package init(_ findings: [UnitFindings], _ rules: VerdictRules, margin: Double) {
    let count = findings.count
    let taken = certified(
      logarithms: findings.map(\.value.helps) + findings.map(\.value.harms), alpha: rules.alpha)
    var isCertified = [Bool](repeating: false, count: 2 * count)
    for position in taken { isCertified[position] = true }
    certifiedCount = taken.count
    verdict = findings.indices.map { unit in
      findings[unit].verdict(
        helps: isCertified[unit], harms: isCertified[count + unit], margin: margin)
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

  /// What is missing to the threshold, at what the best stake has won per observation so far.
  fileprivate func needed(_ threshold: Double, batchCount: Int) -> Int? {
    guard value.best > 0, n > 0 else { return nil }
    let missing = max(0, threshold - max(value.helps, value.harms))
    let batches = missing / (value.best / Double(n)) * (Double(batchCount - Int(since)) / Double(n))
    return batches <= 1e9 ? max(1, Int(batches.rounded(.up))) : nil
  }
}
