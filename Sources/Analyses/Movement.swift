import Basics
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
  /// Units of the later analysis whose m̂ is another, and whose rank is.
  private var changedCount = 0
  private var rerankedCount = 0
  /// Whose m̂ moved most; the first of equals.
  private var most: Moved?

  /// Complexity: O(units).
  package init(from before: Analysis, to after: Analysis) throws {
    let (old, new) = (try before.units(), try after.units())
    (unitsBefore, unitsAfter) = (old.unitCount, new.unitCount)
    firstRenumbered = Movement.firstRenumbered(old, new)
    let (evidence, newEvidence) = (try before.evidence(), try after.evidence())
    let (mhat, newMhat) = (evidence.mhat, newEvidence.mhat)
    let (rank, newRank) = (evidence.rank, newEvidence.rank)
    var previous = 0
    for (unit, founder) in new.founder.enumerated() {
      // Founders ascend on both sides.
      while previous < old.unitCount, old.founder[previous] < founder { previous += 1 }
      guard previous < old.unitCount, old.founder[previous] == founder else { continue }
      note(
        Moved(
          unit: unit, before: mhat[previous], after: newMhat[unit], rankBefore: rank[previous],
          rankAfter: newRank[unit]))
    }
  }

  private mutating func note(_ unit: Moved) {
    if unit.rankBefore != unit.rankAfter { rerankedCount += 1 }
    guard unit.before != unit.after else { return }
    changedCount += 1
    if most.map({ unit.distance > $0.distance }) ?? true { most = unit }
  }

  package var lines: [String] {
    let lines = [numbering].compactMap { $0 }
    if changedCount == 0 && rerankedCount == 0 {
      return lines.isEmpty ? ["no m̂ moved"] : lines
    }
    let count = "m̂ moved in \(counted(changedCount, "unit")), the rank of \(rerankedCount)"
    return lines + [count] + (most.map { ["most: \(Movement.describe($0))"] } ?? [])
  }

  /// Whether there are more or fewer units, and from where their numbers mean others than before.
  var numbering: String? { Movement.numbering(unitsBefore, unitsAfter, firstRenumbered) }

  static func numbering(from old: Partition, to new: Partition) -> String? {
    numbering(old.unitCount, new.unitCount, firstRenumbered(old, new))
  }

  private static func numbering(_ before: Int, _ after: Int, _ firstRenumbered: Int?) -> String? {
    let count = before == after ? nil : "units \(before) -> \(after)"
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
