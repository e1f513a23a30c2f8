/// The hashed features of one text after the other, with repetitions. The room for them is used again.
struct LexicalFeatures {
  private var words: [UInt64] = []
  private var pairs: [UInt64] = []
  private var grams: [UInt64] = []

  static let wordWeight = 1.5
  static let pairWeight = 1.0
  static let gramWeight = 1.0
  static let gramLengths = 3...5

  mutating func take(_ text: String) {
    words.removeAll(keepingCapacity: true)
    pairs.removeAll(keepingCapacity: true)
    grams.removeAll(keepingCapacity: true)
    Words(in: text).forEach { add($0) }
    words.sort()
    pairs.sort()
    grams.sort()
  }

  private mutating func add(_ bounded: [UInt32]) {
    var hash = FeatureHash(.word)
    for scalar in bounded.dropFirst().dropLast() { hash.take(scalar) }
    if let previous = words.last { pairs.append(FeatureHash.ofPair(previous, hash.mixed)) }
    words.append(hash.mixed)
    for start in bounded.indices {
      addGrams(of: bounded[start...].prefix(LexicalFeatures.gramLengths.upperBound))
    }
  }

  /// All that begin where this does: each is the shorter one and a scalar more.
  private mutating func addGrams(of longest: ArraySlice<UInt32>) {
    var (hash, length) = (FeatureHash(.gram), 0)
    for scalar in longest {
      hash.take(scalar)
      length += 1
      if length >= LexicalFeatures.gramLengths.lowerBound { grams.append(hash.mixed) }
    }
  }

  /// Calls `body` once per distinct feature, in the order of the hashes: sums then have one order.
  func forEachWeighted(_ body: (_ hash: UInt64, _ weight: Double) -> Void) {
    LexicalFeatures.forEachWeighted(words, LexicalFeatures.wordWeight, body)
    LexicalFeatures.forEachWeighted(pairs, LexicalFeatures.pairWeight, body)
    LexicalFeatures.forEachWeighted(grams, LexicalFeatures.gramWeight, body)
  }

  @inline(__always)
  private static func forEachWeighted(
    _ sorted: [UInt64], _ weight: Double, _ body: (_ hash: UInt64, _ weight: Double) -> Void
  ) {
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      body(sorted[start], weight * Double(end - start).squareRoot())
      start = end
    }
  }
}

/// FNV-1a over scalars, its bits mixed at the end (the finalizer of SplitMix64).
struct FeatureHash {
  enum Kind: UInt64 {
    case word = 1
    case pair, gram
  }

  private var state: UInt64

  init(_ kind: Kind) { state = 0xcbf2_9ce4_8422_2325 ^ kind.rawValue }

  mutating func take(_ scalar: UInt32) { state = (state ^ UInt64(scalar)) &* 0x100_0000_01b3 }

  var mixed: UInt64 { FeatureHash.mix(state) }

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
