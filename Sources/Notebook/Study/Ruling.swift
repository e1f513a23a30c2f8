import Accumulation

/// What `same`, `different`, `accept` and `reject` share: a ruling by names, and what it did.
struct Rule {
  let ruling: Decision.Ruling
  let reason: String?
  private let audit: AuditShare?

  init(_ ruling: Decision.Ruling, because reason: String?, audit: AuditShare? = nil) {
    self.ruling = ruling
    self.reason = reason
    self.audit = audit
  }

  /// As a statement says it.
  init(_ ruling: Decision.Ruling, _ call: Call) throws {
    let audit = try call["audit"].map { text in
      guard let share = AuditShare(text), call.words.count == 2 else {
        throw StatementFault.badValue(
          name: "--audit", seen: text, expected: "two operations, and a share such as near:12/3187")
      }
      return share
    }
    self.init(ruling, because: call["because"], audit: audit)
  }

  static let flags = [
    Flag("because", .text, "the reason, kept with the decision"),
    Flag("audit", .text, "how an audit drew the pair; recorded by itself"),
  ]

  /// Rules on names as people type them; what is recorded names fingerprints.
  func apply(to texts: [String], _ turn: inout Turn) throws -> Answer {
    let names = try texts.map { try Rule.name($0, &turn) }
    return try apply(to: names, &turn)
  }

  func apply(to names: [OperationName], _ turn: inout Turn) throws -> Answer {
    let decisions = pairs(names).map { Decision(ruling, $0, $1, reason: reason, audit: audit) }
    return try Rulings(decisions: decisions, recorded: recorded(names), shown: names).apply(&turn)
  }

  /// `same a b c` joins all to the first; `different a b c` keeps each from each.
  private func pairs(_ names: [OperationName]) -> [(OperationName, OperationName)] {
    let firsts = ruling == .same ? names.prefix(1) : names[...]
    return firsts.enumerated().flatMap { index, first in names.dropFirst(index + 1).map { (first, $0) } }
  }

  private func recorded(_ names: [OperationName]) -> String {
    let names = names.map(\.description).joined(separator: " ")
    let share = audit.map { " --audit \($0.text)" } ?? ""
    return "\(ruling.rawValue) \(names)\(Rulings.because(reason))\(share)"
  }

  static func name(_ text: String, _ turn: inout Turn) throws -> OperationName {
    try turn.decidedName(text)
  }
}

/// Rulings that one statement makes: all of them or none.
struct Rulings {
  let decisions: [Decision]
  /// With fingerprints in the place of what was typed.
  let recorded: String
  /// The operations whose units are shown.
  let shown: [OperationName]

  static func because(_ reason: String?) -> String {
    reason.map { " --because \(Quoting.quoted($0))" } ?? ""
  }

  func apply(_ turn: inout Turn) throws -> Answer {
    let before = turn.analysis
    for (index, decision) in decisions.enumerated() {
      try turn.pulse.beat("ruling", index, decisions.count)
      try turn.study.decisions.add(decision)
      turn.study.doubts.remove(decision.first, decision.second)
    }
    turn.recorded = recorded
    guard turn.study.log != nil else { return .said("kept for logs to come") }
    if turn.isTerse { return Answer() }
    return Answer(try Rulings.effect(on: shown, from: before, to: turn.analysis).map(Answer.Block.said))
  }

  private static let mostLines = 12

  /// What became of the units of these operations, a line for each.
  static func effect(on names: [OperationName], from before: Analysis, to after: Analysis) throws -> [String]
  {
    let operations = try after.operations()
    let present = names.compactMap { operations.matches($0).first }
    var seen: Set<Int32> = []
    let units = try present.map { try after.partition().unitOf[$0] }.filter { seen.insert($0).inserted }
    var lines = try units.prefix(mostLines).map { try UnitChange(Int($0), from: before, to: after).line }
    if units.count > mostLines { lines.append("and \(units.count - mostLines) more units") }
    let numbering = try Movement(from: before, to: after).numbering
    return lines + [numbering].compactMap { $0 }
  }
}

extension Turn {
  /// An operation as people call it, or a fingerprint of another log, which is kept for it.
  mutating func decidedName(_ text: String) throws -> OperationName {
    if let name = OperationName(text) {
      if study.log == nil { return name }
      if try analysis.operations().matches(name).isEmpty {
        warnings.append("no operation of this log is \(name); the decision is kept for logs that have it")
        return name
      }
    }
    let analysis = self.analysis
    return try analysis.name(of: try analysis.operation(named: text))
  }
}

/// What became of one unit: which units it was before, and how its evidence moved.
private struct UnitChange {
  let line: String

  init(_ unit: Int, from before: Analysis, to after: Analysis) throws {
    let members = try after.partition().members(of: unit)
    let oldUnitOf = try before.partition().unitOf
    let sources = Set(members.map { oldUnitOf[Int($0)] }).sorted()
    let evidence = try after.evidence()
    let oldEvidence = try before.evidence()
    // The unit the first member came from is the one it is compared with.
    let origin = Int(oldUnitOf[Int(members[members.startIndex])])
    let came = UnitChange.origin(
      of: unit, members.count, from: sources, ofSize: try before.partition().members(of: origin).count)
    line = [
      came,
      "\(counted(members.count, "wording")), \(counted(Int(evidence.n[unit]), "observation"))",
      Movement.mhatChange(oldEvidence.mhat[origin], evidence.mhat[unit]),
      Movement.rankChange(oldEvidence.rank[origin], evidence.rank[unit]).trimmingLeadingSpaces,
      try UnitChange.standing(try before.standing(ofUnit: origin), try after.standing(ofUnit: unit)),
    ].filter { !$0.isEmpty }.joined(separator: "   ")
  }

  /// Nil on logs too large to judge all units while somebody waits.
  private static func standing(_ before: UnitStanding?, _ after: UnitStanding?) throws -> String {
    guard let before, let after else { return "" }
    let verdict =
      before.verdict == after.verdict ? nil : "\(before.verdict.rawValue) -> \(after.verdict.rawValue)"
    let applied =
      before.isApplied == after.isApplied ? nil : "\(after.isApplied ? "enters" : "leaves") the applied set"
    return [verdict, applied].compactMap { $0 }.joined(separator: "   ")
  }

  private static func origin(of unit: Int, _ size: Int, from sources: [Int32], ofSize originSize: Int)
    -> String
  {
    let names = sources.map { unitName($0) }.joined(separator: " + ")
    if sources.count > 1 { return "\(unitName(unit)) = \(names)" }
    if originSize > size { return "\(unitName(unit)) = part of \(names)" }
    return names == unitName(unit) ? "\(names) stays" : "\(unitName(unit)) = \(names)"
  }
}

extension String {
  fileprivate var trimmingLeadingSpaces: String { String(drop { $0 == " " }) }
}

extension Analysis {
  fileprivate func standing(ofUnit unit: Int) throws -> UnitStanding? {
    guard try isQuicklyJudged else { return nil }
    let (mhat, least) = (try evidence().mhat[unit], try leastApplied())
    let isApplied = mhat.flatMap { mhat in least.map { mhat >= $0 } } ?? false
    return UnitStanding(mhat: mhat, verdict: try verdicts().verdict[unit], isApplied: isApplied)
  }
}

extension Turn {
  /// The two operations of a row of the last `merges` table.
  func row(_ text: String) throws -> [OperationName] {
    guard !lastMergeRows.isEmpty else { throw StatementFault.noMergesShown }
    guard let number = Int(text) else {
      throw StatementFault.badValue(name: "ROW", seen: text, expected: "the number of a row")
    }
    guard number >= 1, number <= lastMergeRows.count else {
      throw StatementFault.noSuchRow(number, rows: lastMergeRows.count)
    }
    return [lastMergeRows[number - 1].first, lastMergeRows[number - 1].second]
  }
}
