import Basics

/// Whether the members of one unit have deltas of different levels: a sign that they are not one operation.
///
/// The statistic is the spread between members, the sum over members of count times squared distance of their mean from
/// the mean of all. Under the hypothesis that it does not matter whose a delta is, every way to deal the deltas out is
/// as likely; the p-value counts how many ways spread as far (Fisher 1935; Pitman 1938). Dealing stops as soon as ten
/// have, which keeps the p-value honest and spends work only where it is small (Besag and Clifford 1991).
public struct Disagreement: Sendable, Equatable {
  /// At most 1, never 0: the deal that happened is one of them.
  public let p: Double
  /// The members that lie furthest below and above all others, by mean delta.
  public let lowest: Int
  public let highest: Int
  public let lowestMean: Double
  public let highestMean: Double

  public static let deals = 1_999
  private static let enough = 10
  /// More deltas than this are not dealt out; the distribution over deals is then close to that of normal deltas.
  public static let mostDealt = 256

  /// `deltas` are those of each member. Nil unless two members have observations and there are four in all.
  /// Complexity: O(deals · observations), less where members agree; O(observations) for more than `mostDealt`.
  public init?(_ deltas: [[Double]], seed: UInt64) {
    self.init(deltas, seed: seed, deals: Disagreement.deals)
  }

  /// With at most so many deals.
  init?(_ deltas: [[Double]], seed: UInt64, deals: Int) {
    let members = deltas.indices.filter { !deltas[$0].isEmpty }
    var values = members.flatMap { deltas[$0] }
    guard members.count > 1, values.count >= 4 else { return nil }
    let sizes = members.map { deltas[$0].count }
    let mean = values.reduce(0, +) / Double(values.count)
    // Deals differ in their sums' last digits even where they are equal.
    let spread = Disagreement.spread(values, sizes, mean)
    p =
      values.count > Disagreement.mostDealt
      ? Disagreement.reckoned(spread, values, sizes.count, mean)
      : Disagreement.dealt(spread - 1e-9 * abs(spread), &values, sizes, mean, seed, deals)
    let means = members.map { deltas[$0].reduce(0, +) / Double(deltas[$0].count) }
    let low = means.indices.reduce(0) { means[$1] < means[$0] ? $1 : $0 }
    let high = means.indices.reduce(0) { means[$1] > means[$0] ? $1 : $0 }
    (lowest, highest) = (members[low], members[high])
    (lowestMean, highestMean) = (means[low], means[high])
  }

  /// Whether the two differ in sign.
  public var isOfSign: Bool { lowestMean < 0 && highestMean > 0 }

  private static func dealt(
    _ seen: Double, _ values: inout [Double], _ sizes: [Int], _ mean: Double, _ seed: UInt64, _ deals: Int
  ) -> Double {
    var random = Randomness(seed: seed, purpose: 0x6465_616c)
    var (dealt, reached) = (0, 0)
    while dealt < deals, reached < Disagreement.enough {
      random.shuffle(&values)
      dealt += 1
      reached += spread(values, sizes, mean) >= seen ? 1 : 0
    }
    return reached == enough ? Double(reached) / Double(dealt) : Double(reached + 1) / Double(dealt + 1)
  }

  private static func reckoned(_ spread: Double, _ values: [Double], _ members: Int, _ mean: Double) -> Double
  {
    let all = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let z = score(spread, rest: all - spread, members: members, count: values.count)
    return max(1 / Double(deals + 1), min(1, NormalDistribution.probability(atMost: -z)))
  }

  /// How many standard deviations of a normal distribution Fisher's ratio of variances lies above its middle, by cube
  /// roots (Paulson 1942).
  static func score(_ spread: Double, rest: Double, members: Int, count: Int) -> Double {
    let (between, within) = (Double(members - 1), Double(count - members))
    guard between > 0, within > 0, spread > 0 else { return -.infinity }
    guard rest > 1e-12 * spread else { return .infinity }
    let root = exponential(naturalLogarithm(spread / between / (rest / within)) / 3)
    let (a, b) = (2 / (9 * between), 2 / (9 * within))
    return ((1 - b) * root - (1 - a)) / (b * root * root + a).squareRoot()
  }

  private static func spread(_ values: [Double], _ sizes: [Int], _ mean: Double) -> Double {
    var (start, spread) = (0, 0.0)
    for size in sizes {
      var sum = 0.0
      for place in start..<(start + size) { sum += values[place] - mean }
      spread += sum * sum / Double(size)
      start += size
    }
    return spread
  }
}
