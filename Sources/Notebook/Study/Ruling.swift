import Accumulation

/// What `same`, `different`, `accept` and `reject` share: a ruling by names, and what it did.
struct Rule {
  let ruling: Decision.Ruling
  let reason: String?

  init(_ ruling: Decision.Ruling, because reason: String?) {
    self.ruling = ruling
    self.reason = reason
  }

  /// Rules on names as people type them; what is recorded names fingerprints.
  func apply(to texts: [String], _ turn: inout Turn) throws -> Answer {
    let names = try texts.map { try Rule.name($0, &turn) }
    return try apply(to: names, &turn)
  }

  func apply(to names: [OperationName], _ turn: inout Turn) throws -> Answer {
    let before = turn.analysis
    let pairs = pairs(names)
    for (index, (first, second)) in pairs.enumerated() {
      try turn.pulse.beat("ruling", index, pairs.count)
      try turn.study.decisions.add(Decision(ruling, first, second, reason: reason))
      turn.study.doubts.remove(first, second)
    }
    turn.recorded = recorded(names)
    guard turn.study.log != nil else { return .said("kept for logs to come") }
    if turn.isTerse { return Answer() }
    return Answer(try Rule.effect(on: names, from: before, to: turn.analysis).map(Answer.Block.said))
  }

  /// `same a b c` joins all to the first; `different a b c` keeps each from each.
  private func pairs(_ names: [OperationName]) -> [(OperationName, OperationName)] {
    let firsts = ruling == .same ? names.prefix(1) : names[...]
    return firsts.enumerated().flatMap { index, first in names.dropFirst(index + 1).map { (first, $0) } }
  }

  private func recorded(_ names: [OperationName]) -> String {
    let because = reason.map { " --because \(Quoting.quoted($0))" } ?? ""
    return "\(ruling.rawValue) \(names.map(\.description).joined(separator: " "))\(because)"
  }

  static func name(_ text: String, _ turn: inout Turn) throws -> OperationName {
    if let name = OperationName(text) {
      guard turn.study.log != nil, try turn.analysis.operations().matches(name).isEmpty else {
        return turn.study.log == nil ? name : try resolved(text, turn)
      }
      turn.warnings.append("no operation of this log is \(name); the decision is kept for logs that have it")
      return name
    }
    return try resolved(text, turn)
  }

  private static func resolved(_ text: String, _ turn: Turn) throws -> OperationName {
    let analysis = turn.analysis
    return try analysis.name(of: try analysis.operation(named: text))
  }

  /// What a ruling on these did, a line for each unit that now holds one of them.
  static func effect(on names: [OperationName], from before: Analysis, to after: Analysis) throws -> [String]
  {
    let operations = try after.operations()
    let present = names.compactMap { operations.matches($0).first }
    var seen: Set<Int32> = []
    let units = try present.map { try after.partition().unitOf[$0] }.filter { seen.insert($0).inserted }
    let lines = try units.map { try UnitChange(Int($0), from: before, to: after).line }
    let numbering = try Movement(from: before, to: after).numbering
    return lines + [numbering].compactMap { $0 }
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
    ].filter { !$0.isEmpty }.joined(separator: "   ")
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
