import Identity
import Language
import Scoring
import Tables

/// What a change did to the evidence, in a few words. Units are matched by the operation that founded them.
package struct Movement {
  struct Moved {
    let unit: Int
    let before: Double?
    let after: Double?
    let rankBefore: Int32
    let rankAfter: Int32

    var distance: Double { abs((after ?? 0) - (before ?? 0)) }
  }

  let unitsBefore: Int
  /// The first unit whose number was another unit's before.
  private let firstRenumbered: Int?
  let unitsAfter: Int
  /// Units of the later analysis whose m̂ or rank is another, the largest move of m̂ first.
  let moved: [Moved]

  package init(from before: Analysis, to after: Analysis) throws {
    let (old, new) = (try before.partition(), try after.partition())
    unitsBefore = old.unitCount
    unitsAfter = new.unitCount
    firstRenumbered = Movement.firstRenumbered(old, new)
    let (oldEvidence, newEvidence) = (try before.evidence(), try after.evidence())
    let oldUnit = Dictionary(uniqueKeysWithValues: old.founder.enumerated().map { ($1, $0) })
    let moves = new.founder.enumerated().compactMap { unit, founder -> Moved? in
      guard let previous = oldUnit[founder] else { return nil }
      let (old, new) = (oldEvidence.mhat[previous], newEvidence.mhat[unit])
      let (oldRank, newRank) = (oldEvidence.rank[previous], newEvidence.rank[unit])
      if old == new, oldRank == newRank { return nil }
      return Moved(unit: unit, before: old, after: new, rankBefore: oldRank, rankAfter: newRank)
    }
    moved = moves.sorted { ($1.distance, $0.unit) < ($0.distance, $1.unit) }
  }

  package var lines: [String] {
    var lines: [String] = []
    if let numbering { lines.append(numbering) }
    let changed = moved.filter { $0.before != $0.after }
    let reranked = moved.filter { $0.rankBefore != $0.rankAfter }
    if changed.isEmpty && reranked.isEmpty {
      return lines.isEmpty ? ["no unit moved"] : lines
    }
    lines.append("m̂ moved in \(counted(changed.count, "unit")), the rank of \(reranked.count)")
    if let most = changed.first { lines.append("most: \(Movement.describe(most))") }
    return lines
  }

  /// Whether there are more or fewer units, and from where their numbers mean others than before.
  var numbering: String? {
    let count = unitsBefore == unitsAfter ? nil : "units \(unitsBefore) -> \(unitsAfter)"
    let anew = firstRenumbered.map { "numbered anew from \(unitName($0)) on" }
    let parts = [count, anew].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func firstRenumbered(_ old: Partition, _ new: Partition) -> Int? {
    zip(old.founder, new.founder).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  }

  static func describe(_ move: Moved) -> String {
    "\(unitName(move.unit))  \(mhatChange(move.before, move.after))\(rankChange(move.rankBefore, move.rankAfter))"
  }

  static func mhatChange(_ before: Double?, _ after: Double?) -> String {
    before == after ? "m̂ \(shown(after))" : "m̂ \(shown(before)) -> \(shown(after))"
  }

  static func rankChange(_ before: Int32, _ after: Int32) -> String {
    if after == 0 { return "" }
    return before == after || before == 0 ? "  rank \(after)" : "  rank \(before) -> \(after)"
  }

  private static func shown(_ value: Double?) -> String { value.map { fixed($0, places: 2) } ?? "none" }
}
