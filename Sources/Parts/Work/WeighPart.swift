import Basics
import Scoring
import Studies

/// The step `weigh`: how many units there are, and all e-values that might be certified. It takes evidence, and what it wrote
/// itself: so parts of parts are weighed in any order.
package struct WeighPart {
  package private(set) var units = 0
  package private(set) var values: [Double] = []
  private let alpha: Double

  package init(_ plan: PartPlan) { alpha = plan.settings.verdicts.alpha }

  package init(_ plan: PartPlan, weights: [PartRecord]) throws {
    self.init(plan)
    for record in weights { try take(record) }
  }

  package mutating func write(_ input: PartInput, to sink: (String) throws -> Void) throws {
    try input.forEach { try take($0) }
    var text = PartText(.weight)
    text.add("units", units)
    text.add("values", values.sorted(by: >))
    try sink(text.line)
  }

  private mutating func take(_ record: PartRecord) throws {
    switch record.kind {
    case .weight:
      units += try record.whole("units")
      values += try record.numbers("values")
    case .evidence:
      let findings = try PartEvidence(record).findings
      units += 1
      let least = CertifiedValues.leastCandidate(alpha: alpha)
      values += [findings.helps[0], findings.harms[0]].filter { $0 >= least }
    default: throw PartFault.unexpected(line: record.line, record: record.kind.rawValue, step: "weigh")
    }
  }

  /// Helps and harms of every unit are weighed together.
  var certified: CertifiedValues { CertifiedValues(values, of: 2 * units, alpha: alpha) }
}

/// The step `settle`: the verdict of each unit, in the order of first appearance.
package struct SettlePart {
  let plan: PartPlan
  let weight: WeighPart
  let batchCount: Int
  let margin: Double

  package init(_ plan: PartPlan, logs: [PartRecord], weights: [PartRecord]) throws {
    (self.plan, weight) = (plan, try WeighPart(plan, weights: weights))
    let terms = try PartLogs(logs, plan).terms
    (batchCount, margin) = (terms.batchCount, terms.rules.margin * terms.scale)
  }

  /// `first` is how many units of earlier parts come before.
  package func write(_ input: PartInput, after first: Int, to sink: (String) throws -> Void) throws {
    var all: [PartEvidence] = []
    try input.forEach { record in
      guard record.kind == .evidence else {
        throw PartFault.unexpected(line: record.line, record: record.kind.rawValue, step: "settle")
      }
      all.append(try PartEvidence(record))
    }
    all.sort { $0.face.at < $1.face.at }
    let certified = weight.certified
    let threshold = certified.threshold()
    for (place, evidence) in all.enumerated() {
      try sink(verdict(evidence, number: first + place + 1, certified, threshold).line)
    }
  }

  private func verdict(
    _ evidence: PartEvidence, number: Int, _ certified: CertifiedValues, _ threshold: Double
  ) -> PartVerdict {
    let findings = evidence.findings
    let least = certified.least ?? .infinity
    let verdict = findings.verdict(
      0, helps: findings.helps[0] >= least, harms: findings.harms[0] >= least, margin: margin)
    return PartVerdict(
      number: number, unit: evidence.unit, face: evidence.face, wordings: evidence.wordings, n: evidence.n,
      mhat: evidence.mhat, last: evidence.last, share: evidence.share, verdict: verdict, low: findings.low[0],
      high: findings.high[0],
      needed: verdict == .undecided ? findings.needed(0, threshold, batchCount: batchCount) : nil)
  }
}
