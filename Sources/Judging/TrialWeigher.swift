import Basics
import Identity
import Scoring

/// What an answer would make of the units that it is about, each seen by itself: it depends on these units, and not on
/// what all others say.
struct Trial: Sendable {
  struct Look: Sendable {
    let mhat: Double?
    let judged: VerdictJudge.Look
  }

  /// Of a unit that loses members, without them; of two units, joined.
  let staying: Look
  /// Of who leaves, with the unit that takes them in.
  let leaving: Look
  /// Who founded the unit that takes in who leaves; -1 where none does.
  let third: Int32
  /// What stays and what leaves, or two units that are joined.
  let stayed: EntryLevel
  let left: EntryLevel
  let stayingCount: Int32
  let leavingCount: Int32
}

/// Puts trials beside all other units: what an answer does follows from where its units stand, from how many e-values are
/// certified, and from what is applied.
final class TrialWeigher: Sendable {
  private let ground: ChangeFinder.Ground
  private let judge: VerdictJudge
  private let likeness: Likeness?

  init(_ ground: ChangeFinder.Ground, _ judge: VerdictJudge, _ likeness: Likeness?) {
    (self.ground, self.judge, self.likeness) = (ground, judge, likeness)
  }

  /// What the answer that is not what stands would do, and what the evidence says on it.
  struct Weighed: Sendable {
    var change = Change()
    /// The logarithm of how much likelier the evidence is if both are one operation.
    var likeness = 0.0
  }

  /// A trial beside all other units. Complexity: O(1).
  func weighed(_ trial: Trial, of candidate: Candidate) -> Weighed {
    let steps = steps(trial, of: candidate)
    var weighed = Weighed(likeness: likeness?.logarithm(trial.stayed, trial.left) ?? 0)
    weighed.change.add(steps.first)
    weighed.change.add(steps.second)
    if let third = steps.third { weighed.change.add(third) }
    return weighed
  }

  /// The same, unit by unit.
  func moves(_ trial: Trial, of candidate: Candidate) -> [UnitMove] {
    let steps = steps(trial, of: candidate)
    return [steps.first, steps.second, steps.third].compactMap { $0 }.map {
      UnitMove($0.unit, $0.part, from: $0.before.shown, to: $0.after.shown, wordings: $0.wordings)
    }
  }

  private func unitOf(_ operation: Int32) -> Int { Int(ground.partition.unitOf[Int(operation)]) }

  private typealias Steps = (first: TriedMove, second: TriedMove, third: TriedMove?)

  private func steps(_ trial: Trial, of candidate: Candidate) -> Steps {
    let (first, second) = (unitOf(candidate.first), unitOf(candidate.second))
    return first == second ? parting(trial, second) : joining(trial, first, second)
  }

  private func joining(_ trial: Trial, _ first: Int, _ second: Int) -> Steps {
    let near = nearness(first, second, trial)
    let joined = standing(trial.staying, judge.threshold(without: first, second, more: -1), near[2])
    return (
      TriedMove(
        unit: first, part: .whole, before: standing(first, near[0]), after: joined,
        wordings: Int(trial.stayingCount)),
      TriedMove(
        unit: second, part: .whole, before: standing(second, near[1]), after: joined,
        wordings: Int(trial.leavingCount)), nil
    )
  }

  private func parting(_ trial: Trial, _ number: Int) -> Steps {
    let third = trial.third < 0 ? nil : unitOf(trial.third)
    let near = nearness(number, third ?? number, trial)
    let threshold = judge.threshold(without: number, third, more: third == nil ? 1 : 0)
    let (before, after) = (standing(number, near[0]), standing(trial.leaving, threshold, near[3]))
    let staying = TriedMove(
      unit: number, part: .staying, before: before, after: standing(trial.staying, threshold, near[2]),
      wordings: Int(trial.stayingCount))
    let leaving = TriedMove(
      unit: number, part: .leaving, before: before, after: after, wordings: Int(trial.leavingCount))
    return (staying, leaving, third.map { joined($0, near[1], after) })
  }

  private func joined(_ third: Int, _ nearness: Double, _ after: TriedStanding) -> TriedMove {
    TriedMove(
      unit: third, part: .joined, before: standing(third, nearness), after: after,
      wordings: ground.partition.members(of: third).count)
  }

  /// Of two units as they stand, of what stays and of what leaves.
  private func nearness(_ first: Int, _ second: Int, _ trial: Trial) -> SIMD4<Double> {
    let (one, other) = (judge.logarithms(of: first), judge.logarithms(of: second))
    let (staying, leaving) = (trial.staying.judged, trial.leaving.judged)
    return judge.nearness(
      SIMD8(
        one.helps, one.harms, other.helps, other.harms, staying.logHelps, staying.logHarms, leaving.logHelps,
        leaving.logHarms))
  }

  private func standing(_ unit: Int, _ nearness: Double) -> TriedStanding {
    TriedStanding(
      mhat: ground.mhat[unit], verdict: ground.verdict[unit], isApplied: isApplied(ground.mhat[unit]),
      nearness: nearness)
  }

  private func standing(_ look: Trial.Look, _ threshold: Double, _ nearness: Double) -> TriedStanding {
    TriedStanding(
      mhat: look.mhat, verdict: judge.verdict(look.judged, threshold), isApplied: isApplied(look.mhat),
      nearness: nearness)
  }

  private func isApplied(_ mhat: Double?) -> Bool {
    guard let mhat, let least = ground.leastApplied else { return false }
    return mhat > 0 && mhat >= least
  }
}

/// Where a unit stands, or would.
private struct TriedStanding {
  let mhat: Double?
  let verdict: Verdict
  let isApplied: Bool
  let nearness: Double

  var shown: UnitStanding { UnitStanding(mhat: mhat, verdict: verdict, isApplied: isApplied) }
}

/// What becomes of one unit, or of a part of it.
private struct TriedMove {
  let unit: Int
  let part: UnitMove.Part
  let before: TriedStanding
  let after: TriedStanding
  let wordings: Int
}

extension Change {
  fileprivate mutating func add(_ step: TriedMove) {
    let (before, after) = (step.before, step.after)
    let isOther = after.verdict != before.verdict
    verdicts += isOther ? 1 : 0
    if isOther { add(unit: step.unit) }
    wordings += isOther ? step.wordings : 0
    progress += Double(step.wordings) * (isOther ? 1 : min(1, abs(after.nearness - before.nearness)))
    applied += after.isApplied != before.isApplied ? 1 : 0
    if before.mhat != nil || after.mhat != nil {
      mhat = max(mhat, abs((after.mhat ?? 0) - (before.mhat ?? 0)))
    }
  }
}
