import Identity

/// The tau with the best F1.
public struct BestTau: Sendable, Equatable {
  /// F1 is the same from `lowest` to `highest`; the proposal is the middle, as far as can be from where it falls.
  public let lowest: Cosine
  public let highest: Cosine

  public var tau: Cosine { Cosine(tenThousandths: (lowest.tenThousandths + highest.tenThousandths) / 2) }
}

extension CosineCounts {
  /// Over every tau from 0 to 1. Of several plateaus with the best F1 it is the widest, of equally wide ones the
  /// highest, which joins less. Nil where no tau joins a same pair. Complexity: O(1) per ten-thousandth.
  package var bestTau: BestTau? {
    var (hits, merged) = (0, 0)
    var peak = (hits: 0, merged: 0)
    var (run, widest) = (0..<0, 0..<0)
    for place in (CosineCounts.place(of: .zero)..<CosineCounts.places).reversed() {
      hits += same[place]
      merged += same[place] + different[place]
      // 2h / (m + s) against 2h' / (m' + s), in whole numbers.
      let (this, best) = (hits * (peak.merged + sameCount), peak.hits * (merged + sameCount))
      guard hits > 0, this >= best else { continue }
      let goesOn = this == best && run.lowerBound == place + 1
      run = place..<(goesOn ? run.upperBound : place + 1)
      if this > best || run.count > widest.count { widest = run }
      peak = (hits, merged)
    }
    guard !widest.isEmpty else { return nil }
    return BestTau(
      lowest: CosineCounts.cosine(at: widest.lowerBound),
      highest: CosineCounts.cosine(at: widest.upperBound - 1))
  }
}
