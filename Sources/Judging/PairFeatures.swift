/// What can be read off two wordings without an encoder: the traps that cosines fall into.
public struct PairFeatures: Sendable, Equatable {
  /// Words in common over words in either, each as often as it occurs.
  public let overlap: Double
  /// The shorter length over the longer, in words.
  public let lengthRatio: Double
  /// One of them has a number that the other has not.
  public let numbersDiffer: Bool
  /// One of them negates more often than the other.
  public let negationsDiffer: Bool
  /// The same words in another order.
  public let isReordered: Bool

  public init(_ first: String, _ second: String) {
    self.init(WordProfile(first), WordProfile(second))
  }

  /// Complexity: O(words).
  public init(_ first: WordProfile, _ second: WordProfile) {
    let (a, b) = (first.count, second.count)
    let common = commonCount(first.sorted, second.sorted)
    overlap = a + b == 0 ? 1 : Double(common) / Double(a + b - common)
    lengthRatio = max(a, b) == 0 ? 1 : Double(min(a, b)) / Double(max(a, b))
    numbersDiffer = first.numbers != second.numbers
    negationsDiffer = first.negations != second.negations
    isReordered = first.words != second.words && first.sorted == second.sorted
  }

  public static let names = [
    "cosine", "overlap", "length_ratio", "numbers_differ", "negations_differ", "reordered", "same_key",
  ]

  /// In the order of `names`.
  public func vector(cosine: Double, sameKey: Bool) -> [Double] {
    [
      cosine, overlap, lengthRatio, numbersDiffer ? 1 : 0, negationsDiffer ? 1 : 0, isReordered ? 1 : 0,
      sameKey ? 1 : 0,
    ]
  }

  /// Why a cosine should not be trusted here, the worst first.
  package var traps: [Suspicion.Reason] {
    let found: [(Bool, Suspicion.Reason)] = [
      (numbersDiffer, .number), (negationsDiffer, .negation), (isReordered, .order),
    ]
    return found.filter { $0.0 }.map { $0.1 }
  }

  /// The worst for two texts of which no more is asked.
  package static func trap(_ first: WordProfile, _ second: WordProfile) -> Suspicion.Reason? {
    if first.numbers != second.numbers { return .number }
    if first.negations != second.negations { return .negation }
    return first.sorted == second.sorted && first.words != second.words ? .order : nil
  }

  public var isTrap: Bool { numbersDiffer || negationsDiffer || isReordered }
}

extension WordProfile {
  /// What makes two texts say opposite things, or nil.
  package static func opposition(_ first: WordProfile, _ second: WordProfile) -> Suspicion.Reason? {
    PairFeatures.trap(first, second)
  }
}

extension WordProfile {
  /// Whether two texts are the same but for one word, or two, that stand in the place of others: what a cosine hardly sees,
  /// and what may be another thing altogether.
  package static func areSubstituted(_ first: WordProfile, _ second: WordProfile) -> Bool {
    guard first.count == second.count, first.count >= 4 else { return false }
    return (1...2).contains(zip(first.words, second.words).count { $0 != $1 })
  }
}

/// How many elements two sorted runs share, each as often as it stands in both.
private func commonCount(_ first: ArraySlice<UInt64>, _ second: ArraySlice<UInt64>) -> Int {
  var (a, b, common) = (first.startIndex, second.startIndex, 0)
  while a < first.endIndex, b < second.endIndex {
    if first[a] == second[b] {
      common += 1
      (a, b) = (a + 1, b + 1)
    } else if first[a] < second[b] {
      a += 1
    } else {
      b += 1
    }
  }
  return common
}
