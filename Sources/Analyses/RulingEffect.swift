import Basics
import Identity
import Judging
import Language
import Scoring
import TraceLogs

/// What rulings did to the units of the operations they name.
package enum RulingEffect {
  private static let mostLines = 12

  /// What became of the units of these operations, a line for each.
  package static func lines(on names: [OperationName], from before: Analysis, to after: Analysis) throws
    -> [String]
  {
    let operations = try after.operations()
    let present = names.compactMap { operations.matches($0).first }
    var seen: Set<Int32> = []
    let units = try present.map { try after.units().unitOf[$0] }.filter { seen.insert($0).inserted }
    var lines = try units.prefix(mostLines).map { try UnitChange(Int($0), from: before, to: after).line }
    if units.count > mostLines { lines.append("and \(units.count - mostLines) more units") }
    let numbering = Movement.numbering(from: try before.units(), to: try after.units())
    return lines + [numbering].compactMap { $0 }
  }
}

/// What became of one unit: which units it was before, and how its evidence moved.
private struct UnitChange {
  let line: String

  init(_ unit: Int, from before: Analysis, to after: Analysis) throws {
    let members = try after.units().members(of: unit)
    let oldUnitOf = try before.units().unitOf
    let sources = Set(members.map { oldUnitOf[Int($0)] }).sorted()
    let evidence = try after.evidence()
    let oldEvidence = try before.evidence()
    // The unit the first member came from is the one it is compared with.
    let origin = Int(oldUnitOf[Int(members[members.startIndex])])
    let came = UnitChange.origin(
      of: unit, members.count, from: sources, ofSize: try before.units().members(of: origin).count)
    line = [
      came,
      "\(counted(members.count, "wording")), \(ObservedCount(try after.observations(), unit: unit).words)",
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
