import Basics
import Identity

/// How often pairs of texts whose cosine lies in one narrow range are the same: what a cosine is worth as evidence that
/// two texts are one.
public struct CosineCalibration: Sendable, Equatable {
  public struct Bin: Sendable, Equatable {
    /// The bin holds cosines from `low` to below `high`; the last one holds a cosine of 1 as well.
    public let low: Cosine
    public let high: Cosine
    public let count: Int
    public let same: Int
    /// The share of same pairs, with Wilson's interval of 95%.
    public let share: Interval

    public var middle: Double { Double(low.tenThousandths + high.tenThousandths) / 20_000 }
  }

  /// Bins that hold a pair, by ascending cosine.
  public let bins: [Bin]

  public static let width = Cosine(tenThousandths: 500)

  /// Bins of a width that divides 1, from -1 on. Complexity: O(pairs).
  public init(_ pairs: LabelledPairs, width: Cosine = CosineCalibration.width) {
    let last = 20_000 / width.tenThousandths - 1
    var (counts, same) = (
      [Int](repeating: 0, count: Int(last) + 1), [Int](repeating: 0, count: Int(last) + 1)
    )
    for pair in 0..<pairs.count {
      let bin = Int(min(last, (pairs.cosines[pair].tenThousandths + 10_000) / width.tenThousandths))
      counts[bin] += 1
      same[bin] += pairs.isSame(pair) ? 1 : 0
    }
    bins = counts.indices.compactMap { bin in
      let low = Int32(bin) * width.tenThousandths - 10_000
      return Interval.share(same[bin], of: counts[bin]).map {
        Bin(
          low: Cosine(tenThousandths: low), high: Cosine(tenThousandths: low + width.tenThousandths),
          count: counts[bin], same: same[bin], share: $0)
      }
    }
  }
}
