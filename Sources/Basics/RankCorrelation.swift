/// Spearman's rank correlation: the correlation of ranks, in which values that tie share the mean of theirs
/// (Spearman 1904; Kendall 1945). Nil where there are fewer than two pairs, or where one side is all ties.
/// Complexity: O(n log n).
public func rankCorrelation(_ first: [Double], _ second: [Double]) -> Double? {
  precondition(first.count == second.count, "values must come in pairs")
  guard first.count > 1 else { return nil }
  let (a, b) = (centredRanks(first), centredRanks(second))
  var (product, squaresA, squaresB) = (0.0, 0.0, 0.0)
  for index in a.indices {
    product += a[index] * b[index]
    squaresA += a[index] * a[index]
    squaresB += b[index] * b[index]
  }
  guard squaresA > 0, squaresB > 0 else { return nil }
  return max(-1, min(1, product / (squaresA * squaresB).squareRoot()))
}

/// Ranks less their mean, which is always the same.
private func centredRanks(_ values: [Double]) -> [Double] {
  var ranks = MidRanks()
  ranks.rank(values)
  let mean = Double(values.count + 1) / 2
  return ranks.ranks.map { $0 - mean }
}
