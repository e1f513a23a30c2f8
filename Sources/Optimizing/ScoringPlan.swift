import Basics

/// A unit in the pool, as a plan of scorings looks at it.
package struct PlanMember: Sendable, Equatable {
  package let unit: Int32
  /// How many observations it has.
  package let count: Int
  package let mhat: Double?
  /// Mean and deviation of its worth; nil where nothing is known.
  package let worth: (mean: Double, deviation: Double)?
  /// Memory says already what it would say.
  package let stands: Bool

  package init(
    unit: Int32, count: Int, mhat: Double?, worth: (mean: Double, deviation: Double)?, stands: Bool
  ) {
    (self.unit, self.count, self.mhat, self.worth, self.stands) = (unit, count, mhat, worth, stands)
  }

  package static func == (left: PlanMember, right: PlanMember) -> Bool {
    left.unit == right.unit && left.count == right.count && left.mhat == right.mhat
      && left.worth?.mean == right.worth?.mean && left.worth?.deviation == right.worth?.deviation
      && left.stands == right.stands
  }
}

/// Which units are scored in a batch where not all can be: those where one more answer is most likely to change what the next
/// step does, by how much that would change (the knowledge gradient: Frazier, Powell and Dayanik, 2008, A knowledge-gradient
/// policy for sequential information collection, SIAM J. Control Optim. 47).
///
/// The step takes units whose `m̂` is above 0 and among the best k. A unit's next `m̂` is normal: its present one moved towards
/// an answer, which scatters by what is not known of its worth and by the noise of an answer. What an answer is worth is how
/// much the better of `m̂` and the bound grows by knowing it. Complexity: O(members log members).
package func worthwhileUnits(
  _ members: [PlanMember], most: Int, selected k: Int, beta: Double, noise: Double, spread: Double
) -> [Int32] {
  let standing = members.compactMap { $0.stands ? nil : $0.mhat }.filter { $0 > 0 }.sorted(by: >)
  let values = members.map { member -> Double in
    if member.stands { return 0 }
    let n = Double(member.count)
    let gain = (1 - beta) / (1 - power(beta, member.count + 1))
    let worth = member.worth ?? (0, spread)
    let before = member.mhat ?? 0
    let mean = before + gain * (worth.mean - before)
    let deviation = gain * (worth.deviation * worth.deviation + noise).squareRoot()
    let others = standing.filter { $0 != member.mhat || n == 0 }
    let bound = k <= others.count && k > 0 ? others[k - 1] : 0
    guard deviation > 0 else { return 0 }
    let distance = abs(mean - bound) / deviation
    return deviation * expectedExcess(distance)
  }
  let ranked = members.indices.filter { !members[$0].stands }.sorted {
    values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1
  }
  let chosen = Set(ranked.prefix(most))
  return members.indices.filter(chosen.contains).map { members[$0].unit }
}

/// By how much a standard normal number exceeds `distance` on average, where it does.
private func expectedExcess(_ distance: Double) -> Double {
  let density = quickExponential(-0.5 * distance * distance) / 2.506_628_274_631_000_2
  return max(0, density - distance * NormalDistribution.quickProbability(atMost: -distance))
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * base }
}
