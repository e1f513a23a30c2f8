import Basics
import Scoring

/// A unit in the pool, as a plan of scorings looks at it.
package struct PlanMember: Sendable {
  package let unit: Int32
  /// How many observations it has.
  package let count: Int
  package let mhat: Double?
  /// Mean and deviation of its worth; nil where nothing is known.
  package let worth: (mean: Double, deviation: Double)?
  /// Memory says already what it would say: its advantage is 0, and nobody is asked for that.
  package let stands: Bool

  package init(
    unit: Int32, count: Int, mhat: Double?, worth: (mean: Double, deviation: Double)?, stands: Bool
  ) {
    (self.unit, self.count, self.mhat, self.worth, self.stands) = (unit, count, mhat, worth, stands)
  }
}

/// Which units are scored in a batch where not all can be: those by whose answer the next step is likely to gain most true worth
/// (the knowledge gradient: Frazier, Powell and Dayanik, 2008, A knowledge-gradient policy for sequential information
/// collection, SIAM J. Control Optim. 47; here for the rule that the method steps by).
///
/// The step takes units whose `m̂` is above 0 and among the best k. A unit's worth and its next `m̂` are normal together: `m̂`
/// moves towards an answer, which is the worth and noise. So what the step gains from the unit on average, with the answer and
/// without, has a closed form. Complexity: O(members log members).
///
/// `competes` says that units which memory follows take places among the k.
package func worthwhileUnits(
  _ members: [PlanMember], most: Int, selected k: Int, beta: Double, model: PosteriorModel?, competes: Bool
) -> [Int32] {
  let placed = members.filter { ($0.mhat ?? 0) > 0 && (competes || !$0.stands) }
    .sorted { ($0.mhat ?? 0, -$0.unit) > ($1.mhat ?? 0, -$1.unit) }.map(\.unit)
  let mhats = Dictionary(uniqueKeysWithValues: members.map { ($0.unit, $0.mhat ?? 0) })
  let gains = members.map { member -> Double in
    guard !member.stands else { return 0 }
    let others = placed.prefix(k + 1).filter { $0 != member.unit }
    let bound = k > 0 && k <= others.count ? mhats[others[k - 1]] ?? 0 : 0
    return Prospect(member, beta, model).gain(above: bound)
  }
  let ranked = members.indices.filter { !members[$0].stands }.sorted {
    gains[$0] != gains[$1] ? gains[$0] > gains[$1] : $0 < $1
  }
  let chosen = Set(ranked.prefix(most))
  return members.indices.filter(chosen.contains).map { members[$0].unit }
}

/// A unit's worth and what its `m̂` would be after one more answer.
private struct Prospect {
  private let mhat: Double?
  private let worth: Double
  private let next: (mean: Double, deviation: Double)
  private let covariance: Double

  init(_ member: PlanMember, _ beta: Double, _ model: PosteriorModel?) {
    // Before anything is known, worths are as different as answers are.
    let model = model ?? PosteriorModel(mean: 0, variance: 1, noise: 1)
    let something = (1 - model.none) * model.mean
    let prior = (1 - model.none) * (model.variance + model.mean * model.mean) - something * something
    mhat = member.mhat
    worth = member.worth?.mean ?? something
    let variance = member.worth.map { $0.deviation * $0.deviation } ?? prior
    // What is worth nothing may have looked better when it was first scored.
    let lure = member.count == 0 ? model.lure : 0
    let answer = worth + model.none * lure
    let scatter = variance + model.noise + model.none * (1 - model.none) * lure * lure
    // The newest of n + 1 answers moves a corrected average by so much.
    let part = (1 - beta) / (1 - power(beta, member.count + 1))
    let before = member.mhat ?? 0
    next = (before + part * (answer - before), part * max(0, scatter).squareRoot())
    covariance = part * (variance - worth * model.none * lure)
  }

  /// By how much worth the step gains on average by knowing the answer, where it takes what stands above `bound`.
  func gain(above bound: Double) -> Double {
    let without = (mhat.map { $0 > bound } ?? false) ? worth : 0
    guard next.deviation > 0 else { return 0 }
    let distance = (next.mean - bound) / next.deviation
    let density = quickExponential(-0.5 * distance * distance) / 2.506_628_274_631_000_2
    let with =
      worth * NormalDistribution.quickProbability(atMost: distance) + covariance / next.deviation * density
    return with - without
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * base }
}
