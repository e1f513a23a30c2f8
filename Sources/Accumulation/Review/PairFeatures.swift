/// What can be read off two wordings without an encoder: the traps that cosines fall into.
public struct PairFeatures: Sendable, Equatable {
  /// Words in common over words in either, whatever their case and number of times.
  public let overlap: Double
  /// The shorter length over the longer, in words.
  public let lengthRatio: Double
  /// One of them has a number that the other has not.
  public let numbersDiffer: Bool
  /// One of them negates and the other does not, or more often.
  public let negationsDiffer: Bool
  /// The same words in another order.
  public let isReordered: Bool

  /// Complexity: O(words · log words).
  public init(_ first: String, _ second: String) {
    let (a, b) = (words(of: first), words(of: second))
    let (setA, setB) = (Set(a), Set(b))
    let union = setA.union(setB).count
    overlap = union == 0 ? 1 : Double(setA.intersection(setB).count) / Double(union)
    lengthRatio =
      max(a.count, b.count) == 0 ? 1 : Double(min(a.count, b.count)) / Double(max(a.count, b.count))
    numbersDiffer = a.filter(isNumber).sorted() != b.filter(isNumber).sorted()
    negationsDiffer = a.count(where: isNegation) != b.count(where: isNegation)
    isReordered = a != b && a.sorted() == b.sorted()
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

  /// Whether a cosine should not be trusted here.
  public var isTrap: Bool { numbersDiffer || negationsDiffer || isReordered }
}

private func words(of text: String) -> [String] {
  tokens(of: text).filter { $0.contains { $0.isLetter || $0.isNumber } }.map { $0.lowercased() }
}

private let spelledNumbers: Set<String> = [
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  "once",
  "twice", "first", "second", "third", "fourth", "fifth", "half", "double", "all", "both", "none",
]

private func isNumber(_ word: String) -> Bool {
  word.contains { $0.isNumber } || spelledNumbers.contains(word)
}

private let negations: Set<String> = [
  "not", "no", "never", "without", "avoid", "cannot", "nor", "neither", "nothing", "unless", "except", "stop",
  "refrain", "skip", "don't", "dont", "doesn't", "won't", "can't", "isn't", "aren't", "shouldn't", "mustn't",
]

private func isNegation(_ word: String) -> Bool {
  let plain = String(word.map { $0 == "’" ? "'" : $0 })
  return negations.contains(plain) || plain.hasSuffix("n't")
}
