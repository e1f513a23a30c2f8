import Identity

/// How many pairs lie at each cosine, same and different ones apart.
///
/// A cosine is a whole number of ten-thousandths, so counting takes the place of sorting.
package struct CosineCounts: Sendable {
  private(set) var same = [Int](repeating: 0, count: places)
  private(set) var different = [Int](repeating: 0, count: places)
  package private(set) var sameCount = 0
  package private(set) var count = 0

  static let places = 20_001

  package init() {}

  package init(_ pairs: LabelledPairs) {
    for pair in 0..<pairs.count { add(pairs.cosines[pair], isSame: pairs.isSame(pair)) }
  }

  static func place(of cosine: Cosine) -> Int { Int(cosine.tenThousandths) + 10_000 }

  static func cosine(at place: Int) -> Cosine { Cosine(tenThousandths: Int32(place - 10_000)) }

  package mutating func add(_ cosine: Cosine, isSame: Bool) {
    let place = CosineCounts.place(of: cosine)
    if isSame { same[place] += 1 } else { different[place] += 1 }
    sameCount += isSame ? 1 : 0
    count += 1
  }

  package mutating func removeAll() {
    for place in same.indices { (same[place], different[place]) = (0, 0) }
    (sameCount, count) = (0, 0)
  }

  /// What joining every pair with a cosine of at least `tau` gets right.
  package func figures(at tau: Cosine) -> MergeFigures {
    let taken = CosineCounts.place(of: tau)..<CosineCounts.places
    let hits = same[taken].reduce(0, +)
    return figures(tau, hits: hits, merged: hits + different[taken].reduce(0, +))
  }

  /// The same at every cosine that some pair has, the highest first. Complexity: O(1) per ten-thousandth.
  package func figuresAtEachCosine() -> [MergeFigures] {
    var (hits, merged) = (0, 0)
    var steps: [MergeFigures] = []
    for place in (0..<CosineCounts.places).reversed() where same[place] + different[place] > 0 {
      hits += same[place]
      merged += same[place] + different[place]
      steps.append(figures(CosineCounts.cosine(at: place), hits: hits, merged: merged))
    }
    return steps
  }

  private func figures(_ tau: Cosine, hits: Int, merged: Int) -> MergeFigures {
    MergeFigures(tau: tau, hits: hits, merged: merged, same: sameCount, count: count)
  }
}
