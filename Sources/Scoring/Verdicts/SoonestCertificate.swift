import Basics

/// How many batches must score a unit until its signs can certify it, where nothing else is certified yet.
public struct SoonestCertificate: Sendable, Equatable {
  /// Where every sign agrees.
  public let agreeing: Int
  /// Where three of four do.
  public let usual: Int

  /// Complexity: O(batches it takes), a thousand at most.
  public init(units: Int, alpha: Double) {
    let threshold = naturalLogarithm(Double(max(1, 2 * units)) / alpha)
    agreeing = SoonestCertificate.batches(until: threshold) { _ in 1 }
    usual = SoonestCertificate.batches(until: threshold) { $0 % 4 == 3 ? -1 : 1 }
  }

  private static func batches(until threshold: Double, _ sign: (Int) -> Double) -> Int {
    var wealths = Wealths()
    var count = 0
    while count < 1_000, wealths.logarithm < threshold {
      wealths.bet(sign(count))
      count += 1
    }
    return count
  }
}
