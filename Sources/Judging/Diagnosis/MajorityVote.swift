/// The more frequent of the signs drawn so far, each right with probability `accuracy` (Condorcet 1785).
struct MajorityVote {
  let accuracy: Double

  /// How likely more than half are right, after 1, 2, 3 … draws.
  ///
  /// With t(m) the probability of a tie after 2m draws, two more draws change an odd majority only by way of the
  /// closest calls: P(2m+1) = P(2m-1) + (p - q)/2 · t(m), and P(2m) = P(2m+1) - p · t(m).
  /// Complexity: O(1) per draw; ends early where nothing changes any more.
  func probabilities(through limit: Int) -> [Double] {
    let (p, q) = (accuracy, 1 - accuracy)
    var (odd, tie) = (p, 1.0)
    var result = [p]
    var m = 0.0
    while result.count < limit {
      m += 1
      tie *= 2 * (2 * m - 1) / m * p * q
      odd += (p - q) / 2 * tie
      result.append(min(1, max(0, odd - p * tie)))
      if result.count < limit { result.append(min(1, max(0, odd))) }
      if tie < 1e-9, p != q { break }
    }
    return result
  }
}
