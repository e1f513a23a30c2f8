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

  /// `deltas` are those of each member. Nil unless two members have observations and there are four in all.
  /// Complexity: O(deals · observations), less where members agree.
  public init?(_ deltas: [[Double]], seed: UInt64) {
    let members = deltas.indices.filter { !deltas[$0].isEmpty }
    var values = members.flatMap { deltas[$0] }
    guard members.count > 1, values.count >= 4 else { return nil }
    let sizes = members.map { deltas[$0].count }
    let mean = values.reduce(0, +) / Double(values.count)
    // Deals differ in their sums' last digits even where they are equal.
    let spread = Disagreement.spread(values, sizes, mean)
    let seen = spread - 1e-9 * abs(spread)
    var random = Randomness(seed: seed, purpose: 0x6465_616c)
    var (dealt, reached) = (0, 0)
    while dealt < Disagreement.deals, reached < Disagreement.enough {
      random.shuffle(&values)
      dealt += 1
      reached += Disagreement.spread(values, sizes, mean) >= seen ? 1 : 0
    }
    p =
      reached == Disagreement.enough
      ? Double(reached) / Double(dealt) : Double(reached + 1) / Double(dealt + 1)
    let means = members.map { deltas[$0].reduce(0, +) / Double(deltas[$0].count) }
    let low = means.indices.reduce(0) { means[$1] < means[$0] ? $1 : $0 }
    let high = means.indices.reduce(0) { means[$1] > means[$0] ? $1 : $0 }
    (lowest, highest) = (members[low], members[high])
    (lowestMean, highestMean) = (means[low], means[high])
  }

  /// Whether the two differ in sign.
  public var isOfSign: Bool { lowestMean < 0 && highestMean > 0 }

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
