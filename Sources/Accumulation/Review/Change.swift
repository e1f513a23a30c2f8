/// What an answer would change at the units it is about.
public struct Change: Sendable, Equatable {
  /// Units whose verdict would be another.
  public var verdicts = 0
  /// Units that would enter or leave what is applied, by their m̂.
  public var applied = 0
  /// The largest move of m̂.
  public var mhat = 0.0

  public init(verdicts: Int = 0, applied: Int = 0, mhat: Double = 0) {
    (self.verdicts, self.applied, self.mhat) = (verdicts, applied, mhat)
  }

  /// One number for ordering: a verdict weighs as much as two places among the applied, and more than any move of m̂.
  /// `spread` is what m̂ moves by usually.
  public func weight(spread: Double) -> Double {
    let move = spread > 0 ? abs(mhat) / (abs(mhat) + spread) : 0
    return Double(verdicts) + 0.5 * Double(applied) + 0.25 * move
  }
}

/// Evaluates answers on the units they are about, without placing anything anew: what stands beside a unit is as it was,
/// and so is the threshold that verdicts are weighed against. Exact for joining two units, but for ties; for parting a
/// pair it leaves out that the one who leaves may join a third unit (docs/method.md).
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

  private let ground: Ground
  private let constraints: Constraints
  private let cosine: (Int32, Int32) -> Cosine
  private var judge: VerdictJudge
  private var unit = UnitInThought()

  package init(
    _ ground: Ground, constraints: Constraints, judge: VerdictJudge,
    cosine: @escaping (Int32, Int32) -> Cosine
  ) {
    (self.ground, self.constraints, self.judge, self.cosine) = (ground, constraints, judge, cosine)
  }

  /// Of the answer that is not what stands: joining two units, or parting two members of one.
  /// Complexity: O(observations of the units concerned · stakes).
  package mutating func change(of candidate: Candidate) -> Change { Change(moves(of: candidate)) }

  /// The same, unit by unit.
  package mutating func moves(of candidate: Candidate) -> [UnitMove] {
    let units = (unitOf(candidate.first), unitOf(candidate.second))
    return units.0 == units.1 ? parting(candidate) : joining(units.0, units.1)
  }

  private func unitOf(_ operation: Int32) -> Int { Int(ground.partition.unitOf[Int(operation)]) }

  private mutating func joining(_ first: Int, _ second: Int) -> [UnitMove] {
    let joined = look(
      at: [ground.partition.members(of: first), ground.partition.members(of: second)].joined())
    return [first, second].map { UnitMove($0, from: standing($0), to: joined) }
  }

  private mutating func parting(_ candidate: Candidate) -> [UnitMove] {
    let unit = unitOf(candidate.second)
    let (stay, leave) = sides(of: candidate, ground.partition.members(of: unit))
    let before = standing(unit)
    return [
      UnitMove(unit, .staying, from: before, to: look(at: stay)),
      UnitMove(unit, .leaving, from: before, to: look(at: leave)),
    ]
  }

  /// More members are not asked whom they would follow.
  private static let mostFollowers = 256

  /// Who leaves with the younger of the two: its bloc, and whoever is closer to it than to the unit's first.
  private func sides(of candidate: Candidate, _ members: ArraySlice<Int32>) -> (stay: [Int32], leave: [Int32])
  {
    let leaving = max(candidate.first, candidate.second)
    let (founder, bloc) = (ground.partition.founder[unitOf(leaving)], constraints.bloc(of: leaving))
    var (stay, leave): ([Int32], [Int32]) = ([], [])
    for member in members {
      if follows(member, leaving, bloc, founder, asks: members.count <= ChangeFinder.mostFollowers) {
        leave.append(member)
      } else {
        stay.append(member)
      }
    }
    return (stay, leave)
  }

  private func follows(_ member: Int32, _ leaving: Int32, _ bloc: Int32?, _ founder: Int32, asks: Bool)
    -> Bool
  {
    if member == leaving { return true }
    if member == founder { return false }
    if let own = constraints.bloc(of: member) { return own == bloc }
    guard asks, member > leaving else { return false }
    let near = cosine(leaving, member)
    return near >= ground.tau && near > cosine(founder, member)
  }

  private func standing(_ unit: Int) -> UnitStanding {
    let mhat = ground.mhat[unit]
    return UnitStanding(mhat: mhat, verdict: ground.verdict[unit], isApplied: isApplied(mhat))
  }

  private mutating func look(at members: some Sequence<Int32>) -> UnitStanding {
    unit.gather(members, ground.deltas)
    let mhat = ground.accumulator.estimate(of: unit.delta)
    return UnitStanding(
      mhat: mhat, verdict: judge.verdict(unit.batch, unit.delta), isApplied: isApplied(mhat))
  }

  private func isApplied(_ mhat: Double?) -> Bool {
    guard let mhat, let least = ground.leastApplied else { return false }
    return mhat > 0 && mhat >= least
  }
}
