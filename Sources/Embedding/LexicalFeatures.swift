/// The hashed features of one text, with repetitions.
struct LexicalFeatures {
  private var words: [UInt64] = []
  private var pairs: [UInt64] = []
  private var grams: [UInt64] = []

  static let wordWeight = 1.5
  static let pairWeight = 1.0
  static let gramWeight = 1.0
  static let gramLengths = 3...5

  init(of text: String) {
    var previous: UInt64?
    for word in Words(in: text) {
      let hash = FeatureHash.of(word, kind: .word)
      words.append(hash)
      if let previous { pairs.append(FeatureHash.ofPair(previous, hash)) }
      previous = hash
      addGrams(of: word)
    }
  }

  private mutating func addGrams(of word: [UInt32]) {
    let bounded = [Words.boundary] + word + [Words.boundary]
    for length in LexicalFeatures.gramLengths where length <= bounded.count {
      for start in 0...(bounded.count - length) {
        grams.append(FeatureHash.of(bounded[start..<(start + length)], kind: .gram))
      }
    }
  }

  /// Calls `body` once per distinct feature, in the order of the hashes: sums then have one order.
  func forEachWeighted(_ body: (_ hash: UInt64, _ weight: Double) -> Void) {
    let kinds = [
      (words, LexicalFeatures.wordWeight), (pairs, LexicalFeatures.pairWeight),
      (grams, LexicalFeatures.gramWeight),
    ]
    for (hashes, weight) in kinds {
      let sorted = hashes.sorted()
      var start = 0
      while start < sorted.count {
        var end = start + 1
        while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
        body(sorted[start], weight * Double(end - start).squareRoot())
        start = end
      }
    }
  }
}

/// FNV-1a over scalars, its bits mixed at the end (the finalizer of SplitMix64).
enum FeatureHash {
  enum Kind: UInt64 {
    case word = 1
    case pair, gram
  }

  static func of(_ scalars: some Sequence<UInt32>, kind: Kind) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ kind.rawValue
    for scalar in scalars { hash = (hash ^ UInt64(scalar)) &* 0x100_0000_01b3 }
    return mix(hash)
  }

  static func ofPair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    mix((first &* 0x100_0000_01b3) ^ second ^ Kind.pair.rawValue)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
