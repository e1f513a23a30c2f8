import Judging
import Language
import Studies

/// How far a person has come with the candidates, and what is still at stake.
package struct QueueProgress: Equatable {
  let judged: Int
  let total: Int
  /// Units whose verdict one of the answers that are left could change by itself.
  let verdicts: Int
  /// How many answers would change what is applied.
  let moves: Int

  /// Pairs of different keys count where somebody looks at those.
  package init(_ analysis: Analysis, acrossAnchors: Bool = false) throws {
    let left = try MergeQueue(analysis: analysis, acrossAnchors: acrossAnchors).unordered()
    let doubts = analysis.study.doubts.pairs(in: try analysis.operations())
    judged = try Set(analysis.ruledPairs()).union(doubts).count
    total = judged + left.count
    var (units, moves) = (Set<Int>(), 0)
    left.forEach { entry in
      if entry.change.verdicts > 0 { units.formUnion(entry.change.units) }
      if entry.change.applied > 0 { moves += 1 }
    }
    (verdicts, self.moves) = (units.count, moves)
  }

  /// Some answers later.
  package func line(after answers: Int = 0) -> String {
    let now = max(0, min(total, judged + answers))
    if now == total { return "\(now) of \(total) judged" }
    let stake = verdicts == 0 ? "no verdict" : "at most \(counted(verdicts, "verdict"))"
    let applied = moves == 0 ? "" : ", and \(moves) of them what is applied"
    return "\(now) of \(total) judged; the rest can change \(stake), each answer taken alone\(applied)"
  }
}
