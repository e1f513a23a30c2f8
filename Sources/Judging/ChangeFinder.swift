import Identity
import Scoring

/// Evaluates answers on the units they are about, without placing anything anew: what stands beside a unit is as it was,
/// and so are all other e-values that verdicts are weighed with. Exact for joining two units, but for ties; what it leaves
/// out when it parts a pair, docs/method.md says.
package struct ChangeFinder {
  package struct Ground {
    package let partition: Partition
    package let deltas: OperationDeltas
    package let accumulator: Accumulator
    package let mhat: [Double?]
    package let verdict: [Verdict]
    /// The m̂ from which a unit counts among the applied; nil where none is applied.
    package let leastApplied: Double?
    package let tau: Cosine

    package init(
      partition: Partition, deltas: OperationDeltas, accumulator: Accumulator, mhat: [Double?],
      verdict: [Verdict], leastApplied: Double?, tau: Cosine
    ) {
      (self.partition, self.deltas, self.accumulator) = (partition, deltas, accumulator)
      (self.mhat, self.verdict, self.leastApplied, self.tau) = (mhat, verdict, leastApplied, tau)
    }
  }

  let ground: Ground
  let constraints: Constraints
  let cosine: (Int32, Int32) -> Cosine
  private let likeness: Likeness?
  private var judge: VerdictJudge
  private var unit = UnitInThought()
  private var wholes = KeptUnits()
  let blocs: [Int32: [Int32]]
  let leaders: KeyLeaders

  package init(
    _ ground: Ground, constraints: Constraints, judge: VerdictJudge, keys: [Int32],
    cosine: @escaping (Int32, Int32) -> Cosine
  ) {
    self.init(
      ground, constraints: constraints, judge: judge, leaders: KeyLeaders(ground.partition, keys: keys),
      likeness: nil, cosine: cosine)
  }

  init(
    _ ground: Ground, constraints: Constraints, judge: VerdictJudge, leaders: KeyLeaders, likeness: Likeness?,
    cosine: @escaping (Int32, Int32) -> Cosine
  ) {
    (self.ground, self.constraints, self.judge, self.cosine) = (ground, constraints, judge, cosine)
    (self.likeness, self.leaders) = (likeness, leaders)
    blocs = Dictionary(grouping: constraints.blocs.keys.sorted()) { constraints.bloc(of: $0) ?? -1 }
  }

  /// What the answer that is not what stands would do, and what the evidence says on it.
  struct Weighed {
    var change = Change()
    /// The logarithm of how much likelier the evidence is if both are one operation.
    var likeness = 0.0
  }

  /// Of the answer that is not what stands: joining two units, or parting two members of one.
  /// Complexity: O(observations of the units concerned · stakes).
  package mutating func change(of candidate: Candidate) -> Change { weighed(candidate).change }

  mutating func weighed(_ candidate: Candidate) -> Weighed {
    let tried = tried(candidate)
    var weighed = Weighed(likeness: tried.likeness)
    weighed.change.add(tried.first)
    weighed.change.add(tried.second)
    if let third = tried.third { weighed.change.add(third) }
    return weighed
  }

  /// The same, unit by unit.
  package mutating func moves(of candidate: Candidate) -> [UnitMove] {
    let tried = tried(candidate)
    return [tried.first, tried.second, tried.third].compactMap { $0 }.map {
      UnitMove($0.unit, $0.part, from: $0.before.shown, to: $0.after.shown, wordings: $0.wordings)
    }
  }

  private typealias Tried = (first: TriedMove, second: TriedMove, third: TriedMove?, likeness: Double)

  private mutating func tried(_ candidate: Candidate) -> Tried {
    let units = (unitOf(candidate.first), unitOf(candidate.second))
    return units.0 == units.1 ? parting(candidate) : joining(units.0, units.1)
  }

  func unitOf(_ operation: Int32) -> Int { Int(ground.partition.unitOf[Int(operation)]) }

  private mutating func joining(_ first: Int, _ second: Int) -> Tried {
    let sums = [whole(first), whole(second)]
    unit.gather(sums, ground.deltas.batchCount)
    let joined = look(judge.threshold(without: [first, second], more: -1))
    func step(_ number: Int, _ own: UnitSums) -> TriedMove {
      TriedMove(unit: number, part: .whole, before: standing(number), after: joined, wordings: own.members)
    }
    return (
      step(first, sums[0]), step(second, sums[1]), nil,
      likeness?.logarithm(sums[0].level, sums[1].level) ?? 0
    )
  }

  /// Who leaves founds a unit, or joins a third one that is close enough.
  private mutating func parting(_ candidate: Candidate) -> Tried {
    let number = unitOf(candidate.second)
    let leave = leavers(of: candidate, ground.partition.members(of: number))
    let third = third(for: leave, from: number)
    let (before, whole) = (standing(number), whole(number))
    let threshold = judge.threshold(
      without: [number] + (third.map { [$0] } ?? []), more: third == nil ? 1 : 0)
    unit.gather(whole, without: leave, ground.deltas)
    let stayed = unit.level
    let staying = TriedMove(
      unit: number, part: .staying, before: before, after: look(threshold), wordings: unit.members)
    unit.gather(leave, ground.deltas)
    let (left, wordings) = (unit.level, unit.members)
    if let third {
      unit.gather(ground.partition.members(of: third) + leave, ground.deltas)
    }
    let after = look(threshold)
    let joined = third.map {
      TriedMove(
        unit: $0, part: .joined, before: standing($0), after: after,
        wordings: ground.partition.members(of: $0).count)
    }
    return (
      staying, TriedMove(unit: number, part: .leaving, before: before, after: after, wordings: wordings),
      joined,
      likeness?.logarithm(stayed, left) ?? 0
    )
  }

  private mutating func whole(_ number: Int) -> UnitSums {
    wholes.sums(of: number, ground.partition, ground.deltas)
  }

  private func standing(_ unit: Int) -> TriedStanding {
    TriedStanding(
      mhat: ground.mhat[unit], verdict: ground.verdict[unit], isApplied: isApplied(ground.mhat[unit]),
      nearness: judge.nearness(of: unit))
  }

  private mutating func look(_ threshold: Double) -> TriedStanding {
    let mhat = ground.accumulator.estimate(of: unit.delta)
    let judged = judge.judged(unit.batch, unit.delta, threshold)
    return TriedStanding(
      mhat: mhat, verdict: judged.verdict, isApplied: isApplied(mhat), nearness: judged.nearness)
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
    if isOther, !units.contains(step.unit) { units.append(step.unit) }
    wordings += isOther ? step.wordings : 0
    progress += Double(step.wordings) * (isOther ? 1 : min(1, abs(after.nearness - before.nearness)))
    applied += after.isApplied != before.isApplied ? 1 : 0
    if before.mhat != nil || after.mhat != nil {
      mhat = max(mhat, abs((after.mhat ?? 0) - (before.mhat ?? 0)))
    }
  }
}
