import Identity

/// The yardstick: knows what every edit truly does, and in each batch applies those proposed so far that add most to
/// memory, within the same budget.
struct KnownTruth: Policy {
  static let source = "planted truth"

  let truth: Truth
  private var known: [Int32] = []
  private var isKnown: Set<Int32> = []

  init(truth: Truth) { self.truth = truth }

  mutating func decide(_ sight: PolicySight) -> PolicyMoves {
    for unit in sight.proposed where isKnown.insert(unit).inserted { known.append(unit) }
    let standing = Set(sight.standing)
    let candidates = known.compactMap { unit -> PolicySight.Score? in
      guard !standing.contains(unit), let gain = gain(of: unit, sight), gain > 0, sight.wouldChange(unit)
      else { return nil }
      return .init(unit: unit, delta: gain)
    }
    return PolicyMoves(apply: sight.best(candidates, sight.budget))
  }

  private func gain(of unit: Int32, _ sight: PolicySight) -> Double? {
    guard let effect = truth.effect[Int(unit)] else { return nil }
    return effect - (sight.displaced(by: unit).flatMap { truth.effect[Int($0)] } ?? 0)
  }
}
