/// Which of many e-values may be certified so that at most a share `alpha` of what is certified is false, on average,
/// whatever depends on what: the closure of e-BH (Xu, Fischer and Ramdas 2025; Wang and Ramdas 2022).
///
/// Of m values the k largest are certified, for the largest k at which every f of them that might be the false ones add up
/// to f · (m - k + f) / (alpha · k): so much that the mean over all true hypotheses, of which there are then m - k + f, is
/// f / (alpha · k). e-BH asks each of the k for m / (alpha · k), which is never less. Values that are not certified are taken
/// for 0 here, so that those below 1 / alpha need not be known. Complexity: O(c log c) for c values, and O(c) for each k that
/// is tried; where that comes to more than some millions, e-BH decides.
package struct CertifiedValues: Sendable {
  package let count: Int
  /// The logarithm of the least that is certified; nil where none is.
  package let least: Double?
  private let alpha: Double
  private let total: Int
  /// Of the smallest certified ones, none, one, two, …
  private let sums: [Double]

  /// `values` are all natural logarithms of at least `leastCandidate(alpha)`, of `total` e-values.
  package init(_ values: [Double], of total: Int, alpha: Double) {
    let total = max(1, total)
    let falling = values.sorted(by: >)
    // One that certifies all by itself does no more if it is larger.
    let most = naturalLogarithm(2 * Double(total) / alpha)
    var sums = [0.0]
    for value in falling { sums.append((sums.last ?? 0) + exponential(min(value, most))) }
    let count = CertifiedValues.count(sums, total: Double(total), alpha: alpha)
    least = count > 0 ? falling[count - 1] : nil
    self.sums = (0...count).map { sums[count] - sums[count - $0] }
    (self.count, self.total, self.alpha) = (count, total, alpha)
  }

  /// A little below 1 / alpha, for the last digits of two logarithms. No smaller value is certified: of helps and harms at
  /// most half can be, and then the smallest needs more.
  package static func leastCandidate(alpha: Double) -> Double { -naturalLogarithm(alpha) - 1e-9 }

  private static let mostTried = 8_000_000

  /// `sums` are of the largest, none, one, two, …
  private static func count(_ sums: [Double], total: Double, alpha: Double) -> Int {
    var (count, tried) = (sums.count - 1, 0)
    while count > 0, tried < mostTried {
      let (all, size) = (sums[count], Double(count))
      // The smallest by itself is what fails most often.
      let failing = (0..<count).lazy.map { count - 1 - $0 }.first { kept in
        alpha * size * (all - sums[kept]) < (size - Double(kept)) * (total - Double(kept))
      }
      guard let failing else { return count }
      tried += count - failing
      count -= 1
    }
    while count > 0, alpha * Double(count) * (sums[count] - sums[count - 1]) < total { count -= 1 }
    return count
  }

  /// What one more e-value must reach to be certified beside those that are, as a natural logarithm; where there would be so
  /// many e-values more, and so many of the largest certified ones less.
  package func threshold(more: Int = 0, without taken: Int = 0) -> Double {
    let (total, size) = (Double(max(1, total + more)), Double(max(0, count - taken) + 1))
    var needed = 0.0
    for others in 0..<Int(size) {
      let (wrong, rest) = (Double(others + 1), sums[others])
      needed = max(needed, wrong * max(1, total - size + wrong) / (alpha * size) - rest)
    }
    return naturalLogarithm(needed)
  }
}

/// Takes natural logarithms; gives back the positions taken, ascending.
public func certified(logarithms: [Double], alpha: Double) -> [Int] {
  let candidates = logarithms.filter { $0 >= CertifiedValues.leastCandidate(alpha: alpha) }
  guard let least = CertifiedValues(candidates, of: logarithms.count, alpha: alpha).least else { return [] }
  return logarithms.indices.filter { logarithms[$0] >= least }
}
