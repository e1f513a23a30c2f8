import Basics
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
  let cosines: PairCosines
  let ofUnits: UnitCosines
  private let weigher: TrialWeigher
  private var judge: VerdictJudge
  private var unit = UnitInThought()
  private let totals: UnitTotals
  let blocs: [Int32: [Int32]]
  let leaders: KeyLeaders

  package init(
    _ ground: Ground, constraints: Constraints, judge: VerdictJudge, keys: SharedColumn<Int32>,
    cosines: PairCosines
  ) {
    self.init(
      ground, constraints: constraints, judge: judge, leaders: KeyLeaders(ground.partition, keys: keys),
      likeness: nil, totals: UnitTotals(), cosines: cosines, ofUnits: UnitCosines())
  }

  init(
    _ ground: Ground, constraints: Constraints, judge: VerdictJudge, leaders: KeyLeaders, likeness: Likeness?,
    totals: UnitTotals, cosines: PairCosines, ofUnits: UnitCosines
  ) {
    (self.ground, self.constraints, self.judge) = (ground, constraints, judge)
    (self.cosines, self.ofUnits) = (cosines, ofUnits)
    (weigher, self.leaders, self.totals) = (TrialWeigher(ground, judge, likeness), leaders, totals)
    blocs = Dictionary(grouping: constraints.blocs.keys.sorted()) { constraints.bloc(of: $0) ?? -1 }
  }

  /// Of the answer that is not what stands: joining two units, or parting two members of one.
  /// Complexity: O(observations of the units concerned · stakes).
  package mutating func change(of candidate: Candidate) -> Change {
    weigher.weighed(trial(of: candidate), of: candidate).change
  }

  /// The same, unit by unit.
  package mutating func moves(of candidate: Candidate) -> [UnitMove] {
    weigher.moves(trial(of: candidate), of: candidate)
  }

  /// Complexity: O(observations of the units concerned · stakes).
  mutating func trial(of candidate: Candidate) -> Trial {
    let units = (unitOf(candidate.first), unitOf(candidate.second))
    return units.0 == units.1 ? parting(candidate) : joining(units.0, units.1)
  }

  func unitOf(_ operation: Int32) -> Int { Int(ground.partition.unitOf[Int(operation)]) }

  private mutating func joining(_ first: Int, _ second: Int) -> Trial {
    let sums = [whole(first), whole(second)]
    unit.gather(sums, ground.deltas.batchCount)
    let joined = look()
    return Trial(
      staying: joined, leaving: joined, third: -1, stayed: sums[0].level, left: sums[1].level,
      stayingCount: Int32(sums[0].members), leavingCount: Int32(sums[1].members))
  }

  /// Who leaves founds a unit, or joins a third one that is close enough.
  private mutating func parting(_ candidate: Candidate) -> Trial {
    let number = unitOf(candidate.second)
    let leave = leavers(of: candidate, ground.partition.members(of: number))
    let third = third(for: leave, from: number)
    unit.gather(whole(number), without: leave, ground.deltas)
    let (stayed, stayingCount, staying) = (unit.level, unit.members, look())
    unit.gather(leave, ground.deltas)
    let (left, leavingCount) = (unit.level, unit.members)
    if let third {
      unit.gather(ground.partition.members(of: third) + leave, ground.deltas)
    }
    return Trial(
      staying: staying, leaving: look(), third: third.map { ground.partition.founder[$0] } ?? -1,
      stayed: stayed,
      left: left, stayingCount: Int32(stayingCount), leavingCount: Int32(leavingCount))
  }

  private mutating func whole(_ number: Int) -> UnitSums {
    totals.sums(of: number) ?? unit.sums(ground.partition.members(of: number), ground.deltas)
  }

  private mutating func look() -> Trial.Look {
    let mhat = ground.accumulator.estimate(of: unit.delta, batches: unit.batch, scorings: unit.scorings)
    return Trial.Look(mhat: mhat, judged: judge.look(unit.batch, unit.delta))
  }
}
