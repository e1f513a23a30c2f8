/// The candidates of a partition in the making, kept to a number that fits memory.
///
/// Candidates may grow with the square of the operations. Where they reach the limit, the window around tau narrows
/// until half of the limit is left. How far is a matter of how many there are at each distance, and not of the order in
/// which they came; they stand in that order.
/// Complexity: O(1) per candidate, amortized.
package struct CandidateList: Sendable {
  package private(set) var window = Candidate.window
  private var held: [Candidate] = []
  /// How many there were at each distance from tau, held or not, and within the window.
  private var counts = [Int](repeating: 0, count: Int(Candidate.window.tenThousandths) + 1)
  private var inside = 0
  private var total = 0
  /// Of pairs that lie at tau itself: those that came first stay.
  private var isFull = false
  private let tau: Cosine
  private let limit: Int

  package static let most = 2_000_000

  package init(tau: Cosine, limit: Int = most) {
    self.tau = tau
    self.limit = max(1, limit)
  }

  /// Those of several lists, of which no two are about one younger operation, by their younger operation: as if they had come
  /// in that order. Complexity: O(candidates · log candidates).
  init(_ lists: [CandidateList], tau: Cosine, limit: Int) {
    self.init(tau: tau, limit: limit)
    if lists.count == 1 {
      self = lists[0]
      return
    }
    for list in lists {
      for (distance, count) in list.counts.enumerated() { counts[distance] += count }
      total += list.total
    }
    inside = total
    if total >= self.limit { narrow() }
    held = lists.flatMap(\.held).sorted { $0.second < $1.second }
    if total >= self.limit { held = Array(withinWindow.prefix(self.limit)) }
  }

  package var all: [Candidate] { total < limit ? held : withinWindow }

  package mutating func add(_ candidate: Candidate) {
    let distance = distance(candidate)
    counts[Int(distance)] += 1
    total += 1
    if distance <= window.tenThousandths { inside += 1 }
    if total >= limit { narrow() }
    guard distance <= window.tenThousandths, hasRoom() else { return }
    held.append(candidate)
  }

  /// No later candidate widens it, so what lies outside need not be held.
  private mutating func narrow() {
    while inside > limit / 2, window > .zero {
      inside -= counts[Int(window.tenThousandths)]
      window = Cosine(tenThousandths: window.tenThousandths - 1)
    }
  }

  private mutating func hasRoom() -> Bool {
    guard held.count >= limit, !isFull else { return !isFull }
    held = withinWindow
    isFull = held.count >= limit
    return !isFull
  }

  private var withinWindow: [Candidate] { held.filter { distance($0) <= window.tenThousandths } }

  /// A pair that a ruling keeps apart may lie further over tau than any window; it counts as the furthest.
  private func distance(_ candidate: Candidate) -> Int32 {
    min(abs(candidate.cosine.tenThousandths - tau.tenThousandths), Candidate.window.tenThousandths)
  }
}
