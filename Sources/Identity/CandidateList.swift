/// The candidates of a partition in the making, kept to a number that fits memory.
///
/// Candidates may grow with the square of the operations. Where they pass the limit, the window around tau narrows
/// until half of the limit is left. What stays at the end are all candidates within the last window, in the order
/// in which they came, whenever it was that the window narrowed.
/// Complexity: O(1) per candidate, amortized.
package struct CandidateList {
  package private(set) var all: [Candidate] = []
  package private(set) var window = Candidate.window
  private let tau: Cosine
  private let limit: Int

  package static let most = 2_000_000

  package init(tau: Cosine, limit: Int = most) {
    self.tau = tau
    self.limit = max(1, limit)
  }

  package mutating func add(_ candidate: Candidate) {
    // Full of pairs that lie at tau itself: those that came first stay.
    guard distance(candidate) <= window.tenThousandths, all.count < limit else { return }
    all.append(candidate)
    if all.count == limit, window > .zero { narrow() }
  }

  private mutating func narrow() {
    var counts = [Int](repeating: 0, count: Int(window.tenThousandths) + 1)
    for candidate in all { counts[Int(distance(candidate))] += 1 }
    var (next, kept) = (0, 0)
    while next < counts.count, kept + counts[next] <= limit / 2 {
      kept += counts[next]
      next += 1
    }
    window = Cosine(tenThousandths: Int32(max(0, next - 1)))
    all = all.filter { distance($0) <= window.tenThousandths }
  }

  /// A pair that a ruling keeps apart may lie further over tau than any window; it counts as the furthest.
  private func distance(_ candidate: Candidate) -> Int32 {
    min(abs(candidate.cosine.tenThousandths - tau.tenThousandths), Candidate.window.tenThousandths)
  }
}
