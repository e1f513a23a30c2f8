import Basics
import Identity

/// A verdict per unit, and what it rests on: one entry per unit in every column.
public struct Verdicts: Sendable {
  /// The logarithm that an e-value must reach to be certified next.
  public let threshold: Double
  /// How many units each verdict is on.
  package let counts: VerdictCounts
  /// What each unit says by itself.
  let findings: FindingRows
  let certified: CertifiedUnits
  let observations: Observations
  let terms: VerdictTerms
  private let lineage = Lineage()
  /// Units whose verdict may be another one than in the verdicts that these followed, and what it was.
  private let link: (older: Lineage, looked: [Look])?
  private let made: Later<[Verdict]>
  /// The verdicts of some that came before, and what became of units since.
  private var known: (verdicts: [Verdict], looks: [[Look]])?
  private static let mostLooks = 256
  private let neededs = Later<[Int?]>()

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
    let certified = CertifiedUnits(findings, alpha: terms.rules.alpha)
    let verdict = findings.verdicts(certified, terms)
    (self.findings, self.certified, made) = (FindingRows(findings), certified, Later(verdict))
    counts = VerdictCounts(verdict)
    (self.observations, self.terms, link) = (observations, terms, nil)
    threshold = certified.threshold()
  }

  /// After others, where only these units may have another verdict, or are new.
  init(
    _ findings: FindingRows, _ certified: CertifiedUnits, _ observations: Observations, _ terms: VerdictTerms,
    after older: Verdicts, looking units: [Int32]
  ) {
    var (counts, looked) = (older.counts, [Look]())
    for unit in units {
      let was = Int(unit) < older.findings.count ? older.verdict(of: Int(unit)) : nil
      let now = findings.row(Int(unit)).verdict(certified, terms)
      if let was { counts[was] -= 1 }
      counts[now] += 1
      looked.append(Look(unit: unit, was: was, now: now))
    }
    (self.findings, self.certified, self.counts) = (findings, certified, counts)
    (self.observations, self.terms, link) = (observations, terms, (older.lineage, looked))
    made = Later()
    if let verdicts = older.made.known {
      known = (verdicts, [looked])
    } else if let seen = older.known, seen.looks.count < Verdicts.mostLooks {
      known = (seen.verdicts, seen.looks + [looked])
    }
    threshold = certified.threshold()
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

extension Verdicts {
  /// What became of a unit; it is new where there was no verdict.
  package struct Look: Sendable {
    package let unit: Int32
    package let was: Verdict?
    package let now: Verdict
  }

  /// Units that are new or may have another verdict than in `older`; nil where these did not follow it.
  package func looks(since older: Verdicts) -> [Look]? {
    if lineage.is(older.lineage) { return [] }
    return link.flatMap { $0.older.is(older.lineage) ? $0.looked : nil }
  }

  public func verdict(of unit: Int) -> Verdict {
    findings.row(unit).verdict(certified, terms)
  }

  /// Complexity: O(units) once.
  public var verdict: [Verdict] {
    made.value {
      guard case (var verdicts, let looks)? = known else {
        return (0..<findings.count).map { verdict(of: $0) }
      }
      for look in looks.joined() {
        if look.unit < verdicts.count {
          verdicts[Int(look.unit)] = look.now
        } else {
          verdicts.append(look.now)
        }
      }
      return verdicts
    }
  }

  var unitCount: Int { findings.count }

  /// How many more batches it would take at the present rate; nil for what is decided and where there is no rate.
  /// Complexity: O(units) once.
  public var needed: [Int?] {
    neededs.value {
      verdict.enumerated().map { unit, verdict in
        guard verdict == .undecided else { return nil }
        return findings.row(unit).needed(threshold, batchCount: terms.batchCount)
      }
    }
  }

  /// How many e-values are certified.
  public var certifiedCount: Int { certified.count }
  /// Observations that count.
  public var n: [Int32] { findings.flat.n }
  /// Natural logarithms of the e-values.
  public var logHelps: [Double] { findings.flat.helps }
  public var logHarms: [Double] { findings.flat.harms }
  /// The ends of the interval for the mean; nil without observations.
  public var low: [Double?] { findings.flat.low }
  public var high: [Double?] { findings.flat.high }
}

extension FindingColumns.Row {
  /// Without lots, outcomes certify nothing.
  fileprivate func verdict(_ certified: CertifiedUnits, _ terms: VerdictTerms) -> Verdict {
    if terms.restsOnOutcomes, n == 0 { return .observed }
    return verdict(
      helps: certified.holds(helps), harms: certified.holds(harms), margin: terms.rules.margin * terms.scale)
  }
}

extension FindingColumns {
  /// The findings of all units weighed against each other: e-values of helps and harms, of every unit, together.
  /// Complexity: O(units), and that of `CertifiedUnits`.
  package func verdicts(_ terms: VerdictTerms) -> [Verdict] {
    verdicts(CertifiedUnits(self, alpha: terms.rules.alpha), terms)
  }

  fileprivate func verdicts(_ certified: CertifiedUnits, _ terms: VerdictTerms) -> [Verdict] {
    n.indices.map { row($0).verdict(certified, terms) }
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
