extension CosineCounts {
  /// The precision at each distinct cosine, weighted by the recall gained there: Σ (Rᵢ − Rᵢ₋₁) · Pᵢ, from the highest
  /// cosine down. Pairs that tie are one step. Nothing is interpolated, which would be too kind (Davis and
  /// Goadrich 2006). Nil where no pair is the same.
  package var averagePrecision: Double? {
    guard sameCount > 0 else { return nil }
    var (hits, merged, sum) = (0, 0, 0.0)
    for place in (0..<CosineCounts.places).reversed() {
      merged += same[place] + different[place]
      guard same[place] > 0 else { continue }
      hits += same[place]
      sum += Double(same[place]) * (Double(hits) / Double(merged))
    }
    return sum / Double(sameCount)
  }
}
