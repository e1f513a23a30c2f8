/// Learns a value per edit, `Q ← Q + α (delta - Q)` from 0, takes in the most valuable ones and drops those whose value
/// has fallen below 0. Greedy: what EvoKernel explores at random, a replay cannot ask.
struct ValueLearning: Policy {
  static let source = "EvoKernel: Zheng et al. 2026, arXiv 2603.10846"

  static let rate = 0.1

  private var values: [Int32: Double] = [:]
  private var known: [Int32] = []

  mutating func decide(_ sight: PolicySight) -> PolicyMoves {
    for unit in sight.proposed where values.updateValue(values[unit] ?? 0, forKey: unit) == nil {
      known.append(unit)
    }
    for score in sight.scores {
      guard let value = values[score.unit] else { continue }
      values[score.unit] = value + ValueLearning.rate * (score.delta - value)
    }
    let standing = Set(sight.standing)
    let candidates = known.compactMap { unit -> PolicySight.Score? in
      guard let value = values[unit], value > 0, !standing.contains(unit), sight.wouldChange(unit) else {
        return nil
      }
      return .init(unit: unit, delta: value)
    }
    return PolicyMoves(
      withdraw: sight.standing.filter { (values[$0] ?? 0) < 0 }, apply: sight.best(candidates, sight.budget),
      asked: known)
  }
}
