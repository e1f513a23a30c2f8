import Scoring
import TraceLogs

/// What the observations of a unit say by themselves.
package struct PartEvidence {
  package let unit: Fingerprint
  package let face: PartFace
  package let wordings: Int
  package let n: Int
  package let mhat: Double?
  package let last: Double?
  package let share: Double?
  /// One unit's findings, for the verdict that follows from them and from all others.
  package let findings: FindingColumns
}

extension PartEvidence {
  /// The unit `number` of what was looked at together.
  init(_ observed: PartObserved, _ number: Int, _ evidence: Evidence, _ findings: FindingColumns) {
    (unit, face, wordings) = (observed.unit, observed.face, observed.wordings)
    n = Int(evidence.n[number])
    (mhat, last, share) = (evidence.mhat[number], evidence.last[number], evidence.share[number])
    let interval = findings.low[number].flatMap { low in findings.high[number].map { (low: low, high: $0) } }
    self.findings = FindingColumns(
      n: findings.n[number], helps: findings.helps[number], harms: findings.harms[number],
      best: findings.best[number], interval: interval, since: findings.since[number],
      hasFaded: findings.hasFaded(number), isSceneSpecific: findings.isSceneSpecific(number))
  }

  package init(_ record: PartRecord) throws(PartFault) {
    (unit, face) = (try record.fingerprint("unit"), try PartFace(record))
    (wordings, n) = (try record.whole("wordings"), try record.whole("n"))
    (mhat, last) = (record.optionalNumber("mhat"), record.optionalNumber("last"))
    share = record.optionalNumber("share")
    let marks = record.optionalText("marks") ?? ""
    let interval = record.optionalNumber("low").flatMap { low in
      record.optionalNumber("high").map { (low: low, high: $0) }
    }
    guard let counted = Int32(exactly: try record.whole("counted")),
      let since = Int32(exactly: try record.whole("since"))
    else { throw record.bad("counted", "a whole number of at most 32 bits") }
    findings = FindingColumns(
      n: counted, helps: record.optionalNumber("helps") ?? -.infinity,
      harms: record.optionalNumber("harms") ?? -.infinity,
      best: record.optionalNumber("best") ?? 0, interval: interval, since: since,
      hasFaded: marks.contains("f"), isSceneSpecific: marks.contains("s"))
  }

  package var line: String {
    var text = PartText(.evidence)
    text.add("unit", unit)
    face.add(to: &text)
    text.add("wordings", wordings)
    text.add("n", n)
    text.add("mhat", mhat)
    text.add("last", last)
    text.add("share", share)
    text.add("counted", Int(findings.n[0]))
    text.add("helps", findings.helps[0].isFinite ? findings.helps[0] : nil)
    text.add("harms", findings.harms[0].isFinite ? findings.harms[0] : nil)
    text.add("best", findings.best[0])
    text.add("low", findings.low[0])
    text.add("high", findings.high[0])
    text.add("since", Int(findings.since[0]))
    text.add("marks", (findings.hasFaded(0) ? "f" : "") + (findings.isSceneSpecific(0) ? "s" : ""))
    return text.line
  }
}

/// What is said of a unit in the end.
package struct PartVerdict {
  /// From 1, in the order of first appearance.
  package let number: Int
  package let unit: Fingerprint
  package let face: PartFace
  package let wordings: Int
  package let n: Int
  package let mhat: Double?
  package let last: Double?
  package let share: Double?
  package let verdict: Verdict
  package let low: Double?
  package let high: Double?
  package let needed: Int?

  package var line: String {
    var text = PartText(.verdict)
    text.add("unit", "U\(number)")
    text.add("wording", unit)
    face.add(to: &text)
    text.add("wordings", wordings)
    text.add("n", n)
    text.add("mhat", mhat)
    text.add("last", last)
    text.add("share", share)
    text.add("verdict", verdict.rawValue)
    text.add("low", low)
    text.add("high", high)
    if let needed { text.add("needed", needed) }
    return text.line
  }
}
